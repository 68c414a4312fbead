"""Gold questions are read strictly, and lint finds each kind of mistake."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest

from evals.agreement import category_agreement, krippendorff_alpha
from evals.case import Case, Category, Meta
from evals.lint import lint, ungated_categories
from evals.suite import SUITES, Suite, json_lines, load, only, read_cases, shipped
from ingest.errors import UsageError
from ingest.records import Block, Document

_TEXT = "En kommune kan søge 125.000 kr.\nFristen er den 1. maj.\nFristen er den 1. maj."
_OLD = "En kommune kan søge 100.000 kr."
_BOTH = "En kommune kan søge 125.000 kr. Fristen er den 1. maj"


def _document(path: str, text: str) -> Document:
    blocks, start = [], 0
    for number, line in enumerate(text.split("\n")):
        blocks.append(Block(start, start + len(line), "paragraph", page=number + 1))
        start += len(line) + 1
    return Document(path, f"sha-{path}", text, tuple(blocks), path)


DOCUMENTS = {"ny.pdf": _document("ny.pdf", _TEXT), "gl.pdf": _document("gl.pdf", _OLD)}
_RAW = {
    "id": "pulje-1",
    "split": "gate",
    "cluster": "pulje",
    "category": "tid_dato_beloeb",
    "question": "Hvor meget kan man få?",
    "answerable": True,
    "gold": {
        "alternatives": [{"spans": [{"doc": "ny.pdf", "quote": "En kommune kan søge 125.000 kr."}]}]
    },
    "nuggets": [{"id": "n1", "accept": [r"\b125\.?000\b"], "forbid": [r"\b100\.000\b"]}],
    "distractors": ["gl.pdf"],
}
CASE = read_cases([_RAW], "prøve")[0]
REFUSAL = replace(
    read_cases(
        [
            {
                **{key: _RAW[key] for key in ("split", "cluster")},
                "id": "pris-1",
                "category": "naer_ved",
                "question": "Hvad koster en lift?",
                "answerable": False,
                "expected": {"behaviour": "refuse", "reason": "near_miss"},
            }
        ],
        "prøve",
    )[0]
)


def _change(**changes: object) -> Case:
    return read_cases([{**_RAW, **changes}], "prøve")[0]


def _gold(**span: object) -> dict[str, object]:
    return {"alternatives": [{"spans": [{"doc": "ny.pdf", **span}]}]}


def _nugget(**changes: object) -> list[dict[str, object]]:
    return [{"id": "n1", "accept": ["125"], **changes}]


def test_the_example_of_each_kind_in_the_readme_follows_the_schema():
    example = re.search(r"```yaml\n(.*?)```", (SUITES / "README.md").read_text(), re.DOTALL)
    assert example is not None
    import yaml

    cases = read_cases(yaml.safe_load(example[1]), "README.md")
    assert {case.expected.behaviour for case in cases} == {"answer", "refuse", "clarify"}
    findings = {finding.rule for finding in lint(cases, {})}
    assert findings == {"documents"}  # the documents are made up, everything else is right


def test_a_correct_case_has_no_findings():
    assert lint([CASE, REFUSAL], DOCUMENTS) == []


@pytest.mark.parametrize(
    ("rule", "case"),
    [
        ("identifier", _change(id="Pulje 1")),
        ("identifier", _change(category="priser")),
        ("identifier", _change(nuggets=[*_nugget(), *_nugget()])),
        ("behaviour", _change(expected={"behaviour": "refuse", "reason": "near_miss"})),
        ("behaviour", _change(nuggets=_nugget(importance="okay"))),
        ("behaviour", _change(category="naer_ved")),
        ("behaviour", _change(answerable=False)),
        ("behaviour", replace(REFUSAL, category="underspecificeret")),
        ("behaviour", replace(REFUSAL, category="liste")),
        ("documents", _change(distractors=["findes-ikke.pdf"])),
        ("documents", _change(distractors=["ny.pdf"])),
        ("documents", _change(gold=_gold(quote="En kommune kan søge 125.000 kr.", sha256="0"))),
        ("quotes", _change(gold=_gold(quote="kan søge 125.000 kr. om året"))),
        ("quotes", _change(gold=_gold(quote="Fristen er den 1. maj."), nuggets=_nugget())),
        ("patterns", _change(nuggets=_nugget(accept=["125("]))),
        ("patterns", _change(nuggets=_nugget(spans=[1]))),
        ("accept_matches_gold", _change(nuggets=_nugget(accept=["135"]))),
        ("forbid_spares_gold", _change(forbid=["kommune"])),
        ("accept_spares_distractors", _change(nuggets=_nugget(accept=[r"\d+\.000"]))),
        ("own_words", _change(question=f"Er det sandt, at {_BOTH}?", gold=_gold(quote=_BOTH))),
        ("personal_data", _change(question="Må 010165-1234 få en lift?")),
    ],
)
def test_each_mistake_is_found_under_its_rule(rule, case):
    assert rule in {finding.rule for finding in lint([case], DOCUMENTS)}


def test_a_quotation_that_stands_twice_is_unique_with_its_page():
    gold = _gold(quote="Fristen er den 1. maj.", page=3)
    case = _change(gold=gold, nuggets=[{"id": "n", "accept": ["1. maj"]}])
    assert lint([case], DOCUMENTS) == []


def test_a_substitute_number_is_allowed():
    assert lint([replace(REFUSAL, question="Må 610165-0000 få en lift?")], DOCUMENTS) == []


def test_a_wording_in_two_splits_is_a_leak():
    other = replace(CASE, id="pulje-2", split="dev", question="Andet?", cluster="b")
    leak = replace(other, paraphrases=("hvor meget kan man  få",))
    assert [f.rule for f in lint([CASE, leak], DOCUMENTS)] == ["split_leaks"]
    assert lint([CASE, other], DOCUMENTS) == []


def test_a_cluster_in_gate_and_holdout_is_found():
    held = replace(REFUSAL, split="holdout")
    assert [f.rule for f in lint([CASE, held], DOCUMENTS)] == ["clusters"]


def test_one_place_of_each_fact_makes_the_alternatives():
    both = {"doc": "luk.pdf", "quote": "Puljen lukker i 2027."}
    groups = [
        [{"doc": "ny.pdf", "quote": "A"}, both],
        [{"doc": "ny.pdf", "quote": "B"}, both],
    ]
    made = _change(gold={"each": groups}).gold.alternatives
    assert [[span.quote for span in option.spans] for option in made] == [
        ["A", "B"],
        ["A", both["quote"]],
        [both["quote"], "B"],
        [both["quote"]],  # one place that holds both facts is cited once
    ]


def test_facts_in_too_many_places_are_an_error():
    places = [{"doc": "ny.pdf", "quote": str(number)} for number in range(15)]
    with pytest.raises(UsageError, match="225 udgaver"):
        _change(gold={"each": [places, places]})
    with pytest.raises(UsageError, match="liste af lister"):
        _change(gold={"each": places})


def test_the_shipped_suites_are_as_large_as_their_statistics_need():
    gate, every = shipped("gate").cases, shipped().cases
    assert sum(case.answerable for case in gate) >= 200
    assert sum(not case.answerable for case in gate) >= 120
    assert len({case.cluster for case in gate}) >= 12  # families: coverage is simulated with 12
    assert {case.category for case in gate} == set(get_args(Category)) - {"andet"}
    assert 5 * sum(case.meta.second is not None for case in every) >= len(every)


def test_an_unknown_key_is_an_error_that_names_the_case():
    with pytest.raises(UsageError, match=r"pulje-1: qestion: Unexpected"):
        read_cases([{**_RAW, "qestion": "?"}], "prøve")


def test_cases_come_back_unchanged_from_json_lines(tmp_path: Path):
    file = tmp_path / "suite.jsonl"
    file.write_text("\n".join(json_lines([CASE, REFUSAL])), encoding="utf-8")
    assert load(file) == tuple(sorted((CASE, REFUSAL), key=lambda case: case.id))


def test_cases_are_chosen_by_their_id():
    suite = Suite("prøve", (CASE, REFUSAL))
    assert only(suite, ["pulje-*", "findes-ikke"]).cases == (CASE,)
    with pytest.raises(UsageError, match=r"passer på bib-\*"):
        only(suite, ["bib-*"])


def test_an_id_used_twice_is_an_error(tmp_path: Path):
    file = tmp_path / "suite.jsonl"
    file.write_text("\n".join(json_lines([CASE, CASE])), encoding="utf-8")
    with pytest.raises(UsageError, match="pulje-1"):
        load(file)


def test_alpha_of_a_worked_example():
    # Of 4 pairs one differs: Do = 1/4; 3 a and 5 b of 8 labels: De = 1 - (3*2 + 5*4)/(8*7) = 15/28.
    pairs = [("a", "a"), ("b", "b"), ("b", "b"), ("a", "b")]
    assert krippendorff_alpha(pairs) == pytest.approx(1 - (1 / 4) / (15 / 28))


def test_a_category_whose_annotators_disagree_is_not_gated():
    agreed = [replace(CASE, meta=Meta(second="answer"))] * 2
    disputed = [replace(REFUSAL, meta=Meta(second="answer")), replace(REFUSAL, meta=Meta())]
    assert category_agreement(agreed + disputed)["naer_ved"] == (0.0, 1)
    assert ungated_categories(agreed + disputed) == ("naer_ved",)
