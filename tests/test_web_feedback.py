import json

import pytest
from test_web_conversations import CPR, filled
from web_client import client

from assistant.web.adopt import SUITE
from evals.suite import load

QUOTE = "Økonomi er den største barriere for 62 procent af kommunerne."


@pytest.fixture
def pages(tmp_path):
    with client(tmp_path) as opened:
        opened.conversation = filled(opened.app.state.site.conversations, "lokal")
        yield opened


def give(pages, **values):
    form = {"conversation": pages.conversation, "turn": 1, "verdict": "down"} | values
    return pages.post("/tilbagemelding", data=form, headers={"x-fragment": "1"})


def only(pages):
    (feedback,) = pages.app.state.site.feedback.find()
    return feedback


def test_feedback_keeps_what_the_reader_saw(pages):
    assert give(pages, reasons=["wrong", "missing"], comment="Tallet er gammelt").status_code == 204
    held = only(pages)
    assert (held.verdict, held.reasons) == ("down", ("wrong", "missing"))
    assert (
        held.turn.answer.citations[0].quote == QUOTE and held.circumstances.writer == "extractive"
    )


def test_saying_it_again_replaces_what_was_said(pages):
    give(pages)
    give(pages, verdict="up")
    assert only(pages).verdict == "up"
    store = pages.app.state.site.conversations
    assert store.turns("lokal", pages.conversation)[0].verdict == "up"


def test_what_was_wrong_is_taken_back_with_the_verdict(pages):
    give(pages, reasons=["wrong"], comment="Tallet er gammelt")
    give(pages, verdict="up", reasons=["wrong"], comment="Tallet er gammelt")
    assert (only(pages).verdict, only(pages).reasons, only(pages).comment) == ("up", (), "")


def test_a_cpr_number_in_the_comment_is_masked(pages):
    give(pages, comment=f"Det gælder {CPR}")
    assert only(pages).comment == "Det gælder ██████-████"


@pytest.mark.parametrize(
    ("values", "status"),
    [({"turn": 2}, 404), ({"conversation": "andens"}, 404), ({"verdict": "måske"}, 400),
     ({"reasons": ["grim"]}, 400), ({"comment": "x" * 2001}, 400)],
)  # fmt: skip
def test_what_fits_no_answer_is_not_taken(pages, values, status):
    assert give(pages, **values).status_code == status


def test_the_list_is_filtered(pages):
    give(pages, reasons=["wrong_source"])
    shown = pages.get("/tilbagemeldinger?vurdering=down&grund=wrong_source&tilstand=new").text
    assert "Hvad er barrieren?" in shown
    assert "Hvad er barrieren?" not in pages.get("/tilbagemeldinger?grund=missing").text
    assert "Hvad er barrieren?" not in pages.get("/tilbagemeldinger?vurdering=up").text


def adopt(pages, **form):
    return pages.post(f"/tilbagemeldinger/{only(pages).id}/optag", data=form)


def test_a_case_that_wants_an_answer_goes_to_the_suite(pages, tmp_path):
    give(pages)
    adopt(pages, forventet="svar", citat=["0"], fakta="62 procent")
    (case,) = load(tmp_path / SUITE)
    assert (case.question, case.answerable, case.meta.source) == (
        "Hvad er barrieren?",
        True,
        "real",
    )
    assert (case.spans[0].doc, case.spans[0].quote) == ("rapport.md", QUOTE)
    assert case.nuggets[0].accept == (r"62\s+procent",) and only(pages).state == "adopted"


@pytest.mark.parametrize(
    ("fact", "told"),
    [
        ("Ring til 24 56 78 90", "telefonnummer: 24 56 78 90"),
        ("Spørg Karen Holgersen", "navn: Karen Holgersen"),
        ("Hun bor på Elmevej 4", "adresse: Elmevej 4"),
    ],
)
def test_what_looks_like_personal_data_is_not_adopted(pages, tmp_path, fact, told):
    give(pages)
    done = adopt(pages, forventet="svar", citat=["0"], fakta=fact)
    assert done.status_code == 400 and told in done.text
    assert not (tmp_path / SUITE).exists() and only(pages).state == "new"


def test_a_name_that_a_maintainer_has_looked_at_is_adopted(pages, tmp_path):
    give(pages)
    form = {"forventet": "svar", "citat": ["0"], "navne": "true"}
    assert adopt(pages, **form, fakta="Karen Holgersen").status_code == 303
    assert adopt(pages, **form, fakta="ane@by.dk").status_code == 400
    assert len(load(tmp_path / SUITE)) == 1


def test_a_case_that_wants_a_refusal_goes_to_the_suite(pages, tmp_path):
    give(pages)
    adopt(pages, forventet="afvis", afvisning="near_miss")
    (case,) = load(tmp_path / SUITE)
    assert (case.answerable, case.expected.reason, case.category) == (
        False,
        "near_miss",
        "naer_ved",
    )


def test_a_quotation_that_the_document_does_not_hold_is_refused(pages, tmp_path):
    give(pages)
    form = {"forventet": "svar", "dokument": "rapport.md", "fakta": "x"}
    assert adopt(pages, **form, ord="Det står der ikke").status_code == 400
    assert not (tmp_path / SUITE).exists()
    assert adopt(pages, **form, ord="Medarbejdernes   kompetencer").status_code == 303


def test_adopting_twice_keeps_one_case(pages, tmp_path):
    give(pages)
    for fact in ("62 procent", "økonomi"):
        adopt(pages, forventet="svar", citat=["0"], fakta=fact)
    lines = (tmp_path / SUITE).read_text().splitlines()
    assert len(lines) == 1 and json.loads(lines[0])["nuggets"][0]["text"] == "økonomi"


def test_deleting_the_conversation_deletes_the_feedback(pages):
    give(pages)
    pages.post(f"/samtaler/{pages.conversation}/slet")
    assert pages.app.state.site.feedback.find() == []
