"""Which sentences are about the place that is asked for."""

from dataclasses import replace

import pytest

from assistant.answer import Assistant
from assistant.candidates import focus_of
from assistant.focus import Candidate
from assistant.places import About, about, names_houses, with_houses
from ingest.library import Library
from ingest.pipeline import sync

_BERGS = "# Skærmbesøg i Bergslev Kommune\n\n214 borgere i Bergslev får skærmbesøg.\n"
_HEDENSTED = (
    "# Referat\n\nBergslev Kommune. Til stede: Ali fra Hedensted.\n\n"
    "Sygefraværet i hjemmeplejen var 8,3 procent.\n"
)


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    folder = tmp_path_factory.mktemp("steder")
    (folder / "mappe").mkdir()
    (folder / "mappe" / "skaerm.md").write_text(_BERGS, "utf-8")
    (folder / "mappe" / "referat.md").write_text(_HEDENSTED, "utf-8")
    (folder / "mappe" / "sources.toml").write_text(
        '["referat.md"]\npublisher = "Bergslev Kommune"\n', "utf-8"
    )
    with Library.open(folder / "bibliotek") as opened:
        sync(folder / "mappe", opened)
        yield opened


def _candidate(text, *, scope="\n\n", near="", wide=""):
    given = {"cosine": 0.8, "cosine_before": 0.8, "cosine_after": 0.8, "passage_cosine": 0.8}
    return Candidate(
        text=text, near=near, scope=scope, wide=wide, heading="", rank=0, kind="paragraph", **given
    )


def _within(document_text, text, **around):
    return replace(_candidate(text, **around), document_text=document_text)


_LYNGBY = "Plan\nBergslev Kommune\n"


@pytest.mark.parametrize(
    ("question", "candidate", "found"),
    [
        ("i Odense", _candidate("Odense har 40.", scope=_LYNGBY), About.ITS_OWN),
        ("i Odense", _candidate("Der er 40.", scope=_LYNGBY, near="Odense"), About.ITS_OWN),
        ("i Odense", _candidate("Der er 40.", scope=_LYNGBY, wide="i Odense"), About.ELSEWHERE),
        ("i Odense", _candidate("Der er 40.", scope="Plan\nKL\n", wide="i Odense"), About.NEARBY),
        ("i Odense", _candidate("Der er 40.", scope="Odenses plan\n\n"), About.ITS_OWN),
        ("i Odense", _candidate("Der er 40.", scope="Plan\n\nodense"), About.ITS_OWN),
        ("i Odense", _candidate("Der er 40.", scope="Plan\n\nodense vejl"), About.NEARBY),
        ("i Odense", _candidate("Vejle har 40.", scope="Odense\n\n"), About.ELSEWHERE),
        ("i Norge", _candidate("Der er 40.", scope=_LYNGBY, wide="i Norge"), About.NEARBY),
        ("i Bergslev", _candidate("Der er 40.", scope=_LYNGBY), About.ITS_OWN),
        ("i bergslev", _candidate("40 i Bergslev.", scope="Plan\n\n"), About.ITS_OWN),
        ("i hele landet", _candidate("Der er 40.", scope=_LYNGBY), About.ITS_OWN),
    ],
)
def test_a_sentence_is_about_what_it_or_its_document_names(library, question, candidate, found):
    assert about(focus_of(f"Hvor mange skærme er der {question}?", library), candidate) == found


def test_a_place_that_documents_call_a_municipality_is_one_in_a_question(library):
    assert library.municipalities() == {"bergslev"}
    focus = focus_of("Hvor mange får skærmbesøg i Bergslev?", library)
    assert focus.places == focus.municipalities == focus.called == {"bergslev"}
    assert not focus.names


def test_one_municipality_s_figure_is_not_another_s_that_it_mentions(library):
    answer = Assistant(library).ask("Hvad var sygefraværet i hjemmeplejen i Hedensted?")
    assert answer.status == "not_found"


@pytest.mark.parametrize("question", ["i Fjordby", "i fjordby", "Fjordbys"])
def test_a_municipality_may_be_named_like_common_words(tmp_path, question):
    (tmp_path / "mappe").mkdir()
    (tmp_path / "mappe" / "a.md").write_text("# Robotter i Fjordby\n\nFjordby Kommune har 9.\n")
    with Library.open(tmp_path / "bibliotek") as opened:
        sync(tmp_path / "mappe", opened)
        focus = focus_of(f"Hvor mange er der {question}?", opened)
    assert focus.municipalities == {"fjordby"}
    titled = _candidate("Der er 9.", scope="Robotter i Fjordby\n\n")
    assert about(focus, titled) == About.ITS_OWN
    assert about(focus, _candidate("Der er 9.")) == About.ELSEWHERE


@pytest.mark.parametrize(
    ("question", "candidate", "named"),
    [
        ("Hvor mange bor på Plejecenter Egely?", _candidate("48 bor på Lindely."), False),
        ("hvor mange bor på plejecenter egely", _candidate("48 bor på Lindely."), False),
        ("Hvor mange bor på Plejecenter Egely?", _candidate("48 bor på Egely."), True),
        ("Hvor mange bor på Plejecenter Egely?", _candidate("48.", near="Egely\n\n"), True),
        ("Hvor mange bor på Plejecenter Egely?", _candidate("48.", wide="Om Egely\n"), True),
        ("Hvor mange bor på plejecenter i alt?", _candidate("48 bor på Lindely."), True),
        ("Hvor mange får besøg i distrikt Vest?", _candidate("48 i distrikt Øst."), False),
        ("Hvor mange bor på Egely?", _candidate("48 bor på Lindely."), False),
        ("Hvor mange bor på Egely?", _candidate("48 bor på Egely."), True),
        (
            "Hvor mange bor på Egely?",
            replace(_candidate("48."), document_text="Egely fylder 10"),
            True,
        ),
        ("Hvor mange bor på Egely?", _candidate("48 bor på Lindely.", near="Egely"), False),
        ("Hvor mange bor på Egely og på Lindely?", _candidate("48 bor på Lindely."), True),
        ("Hvor mange bor på Egely og på Lindely?", _candidate("48 bor på Ravnely."), False),
        ("Hvor mange bor på Egely?", _candidate("48.", near="Plejehjemmet Lindely"), False),
        ("Hvor mange hold er der på SOSU?", _candidate("48 hold."), True),
        ("Hvor mange bor på Fyn?", _candidate("48 bor på Lindely."), True),
    ],
)
def test_one_house_s_figure_is_not_another_s(library, question, candidate, named):
    assert names_houses(focus_of(question, library), candidate) == named


@pytest.mark.parametrize(
    ("question", "houses"),
    [
        ("Hvad med Egelys 48 pladser?", ["Egelys"]),
        ("hvad med egely", ["egely"]),
        ("Hvad med Ulla?", []),
        ("Hvad med Odense?", []),
    ],
)
def test_a_name_is_a_house_where_a_sentence_calls_it_one(library, question, houses):
    there = [_candidate("48 bor på Egely."), _candidate("9 bor på Fyn.", near="Ulla er fra Odense")]
    focus = with_houses(focus_of(question, library), there)
    assert [focus.terms[index].text for index in focus.houses] == houses
