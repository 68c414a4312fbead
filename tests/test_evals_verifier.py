"""The verifier on labelled pairs: what is counted, and what it catches and lets through."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from evals.cli import app
from evals.verifier import measure as measured
from evals.verifier.measure import SPLITS, Finding, Pair, load, measure, table, tallies

PAIRS = load()
FREE = "tune2-"  # groups for tuning whose sentences are worded freely: much the harder


def _finding(kind, *, shown):
    pair = Pair("g", "report", kind, kind == "honest", "Sætning.", "Notat", "", ("Kilde.",))
    return Finding(pair, shown, () if shown else ("value",))


def _values(findings):
    return {one.name: (one.right, one.estimate.n) for one in tallies(findings)}


def test_what_is_caught_and_let_through_is_counted_by_hand():
    findings = [
        *[_finding("honest", shown=True)] * 8,
        *[_finding("honest", shown=False)] * 2,
        *[_finding("number", shown=False)] * 3,
        _finding("name", shown=True),
    ]
    found = _values(findings)
    assert (found["let_through"], found["caught"]) == ((8, 10), (3, 4))
    assert (found["shown_supported"], found["caught_precision"]) == ((8, 9), (3, 5))
    assert (found["number"], found["name"], found["year"]) == ((3, 3), (0, 1), (0, 0))


def test_a_share_has_its_interval():
    findings = [_finding("honest", shown=n < 8) for n in range(10)]
    through = next(one for one in tallies(findings) if one.name == "let_through")
    assert (round(through.estimate.low, 2), round(through.estimate.high, 2)) == (0.49, 0.94)
    assert "| ærlige omskrivninger sluppet igennem | 8 af 10 | 80 % | 49 % til 94 % |" in table(
        tallies(findings)
    )


def test_a_thousand_pairs_all_on_other_passages_are_kept_from_tuning():
    by_split = {split: [p for p in PAIRS if p.split == split] for split in SPLITS}
    assert len(by_split["report"]) >= 1000 and len(by_split["tune"]) > 3000
    groups = [{pair.group for pair in pairs} for pairs in by_split.values()]
    assert not groups[0] & groups[1]
    sources = [{text for p in pairs for text in p.sources} for pairs in by_split.values()]
    assert not sources[0] & sources[1]


def test_every_kind_of_change_is_there_and_no_pair_twice():
    held_out = {pair.kind for pair in PAIRS if pair.split == "report"}
    assert {"honest", "number", "name", "negation", "municipality", "year", "absent"} <= held_out
    assert len({(p.sentence, p.sources) for p in PAIRS}) == len(PAIRS)


@pytest.mark.parametrize(
    ("pairs", "changed", "honest"),
    [
        ([p for p in PAIRS if p.split == "tune" and not p.group.startswith(FREE)], 0.94, 0.82),
        ([p for p in PAIRS if p.group.startswith(FREE)], 0.92, 0.26),
        ([p for p in PAIRS if p.split == "report"], 0.91, 0.38),
    ],
    ids=["closely worded", "freely worded", "report"],
)
def test_what_is_changed_is_caught_and_what_is_honest_is_let_through(pairs, changed, honest):
    found = _values(list(measure(pairs)))
    caught, through = found["caught"], found["let_through"]
    assert caught[0] >= changed * caught[1]
    assert through[0] >= honest * through[1]


def test_a_verifier_that_lets_everything_through_is_seen(monkeypatch):
    monkeypatch.setattr("assistant.verify.verifier.Verifier._failures", lambda *_: ())
    found = _values(list(measure(PAIRS[:60])))
    assert found["caught"][0] < 0.5 * found["caught"][1]


def test_the_command_tells_the_same(monkeypatch):
    monkeypatch.setattr(measured, "load", lambda: PAIRS[:20])
    result = CliRunner().invoke(app, ["verifier", "--split", "tune", "--json"])
    found = json.loads(result.stdout)
    assert result.exit_code == 0
    assert found["caught"]["n"] + found["let_through"]["n"] == 20


def test_an_unknown_split_is_wrong_use():
    result = CliRunner().invoke(app, ["verifier", "--split", "gate"])
    assert result.exit_code != 0
