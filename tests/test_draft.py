"""Drafts: a section for each heading, a footnote for each use, and what is lacking said plainly."""

from __future__ import annotations

import json
from contextlib import contextmanager
from datetime import datetime

import pytest
from fake_ollama import MODEL, FakeOllama, reply
from paper import footnotes

from assistant import cli
from assistant import draft as drafts
from assistant.answer import Assistant
from assistant.outline import Outline, Topic, outline_of, parse_outline, read_outline
from assistant.records import Filters
from assistant.settings import Settings
from ingest.errors import UsageError

NOON = datetime(2026, 5, 1, 12, 0)
OUTLINE = """# Strategi for velfærdsteknologi

## Barrierer
- Hvad var den største barriere i 2023?
- Hvad koster et nødkald?
Skærmbesøg i hjemmeplejen
Fjernvarme på Læsø
"""


@pytest.fixture(scope="module")
def draft(assistant):
    return drafts.write_draft(assistant, parse_outline(OUTLINE), made=NOON)


@pytest.fixture(scope="module")
def paper(draft):
    return drafts.paper_of(draft)


def test_an_outline_has_a_title_headings_and_questions():
    assert parse_outline(OUTLINE) == Outline(
        (
            Topic(
                "Barrierer", ("Hvad var den største barriere i 2023?", "Hvad koster et nødkald?")
            ),
            Topic("Skærmbesøg i hjemmeplejen"),
            Topic("Fjernvarme på Læsø"),
        ),
        "Strategi for velfærdsteknologi",
    )


def test_levels_indents_and_closing_marks_are_understood():
    found = parse_outline("## A ##\n### B\n    Hvad er c?\n* Hvad er d?\n\n").topics
    assert found == (Topic("A"), Topic("B", ("Hvad er c?", "Hvad er d?"), 3, ("A",)))


def test_a_numbered_heading_stands_below_the_one_that_has_its_number():
    first, second, third = parse_outline("1 Nødkald\n1.1 Mål\n2 Loftlifte").topics
    assert (second.level, second.parents) == (3, ("1 Nødkald",))
    assert (first.level, third.level, third.parents) == (2, 2, ())


def test_a_line_in_brackets_is_a_remark_and_is_not_asked():
    first, second = parse_outline("[ring til Bo]\nLoftlifte [tjek]\n[mere her]\nNødkald").topics
    assert first.remarks == ("[ring til Bo]", "[mere her]") and second.remarks == ()
    assert first.asked()[0] == "Hvad siger dokumenterne om loftlifte?"


def test_a_heading_that_asks_is_asked_beside_its_questions():
    (topic,) = parse_outline("Hvad koster en loftlift?\n  Hvem betaler?").topics
    assert topic.asked() == ("Hvad koster en loftlift?", "Hvem betaler?")


@pytest.mark.parametrize(
    ("heading", "asked"),
    [
        ("Hvad koster et nødkald?", ("Hvad koster et nødkald?",)),
        ("2.1 Skærmbesøg", ("Hvad siger dokumenterne om skærmbesøg?",
                            "Hvilke erfaringer er der med skærmbesøg?")),
        ("GPS og demens", ("Hvad siger dokumenterne om GPS og demens?",
                           "Hvilke erfaringer er der med GPS og demens?")),
        ("Odense Kommune", ("Hvad siger dokumenterne om Odense Kommune?",
                            "Hvilke erfaringer er der med Odense Kommune?")),
    ],
)  # fmt: skip
def test_a_heading_that_is_no_question_is_made_one(heading, asked):
    assert Topic(heading).asked() == asked


@pytest.mark.parametrize("text", ["", " \n# Kun en titel\n", "\n".join("abcdefghi" * 30)])
def test_an_outline_without_topics_or_with_too_many_is_wrong_use(text):
    with pytest.raises(UsageError):
        parse_outline(text)


def test_a_file_that_is_no_text_is_wrong_use(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"\x00\x01\x02\x03" * 9)
    with pytest.raises(UsageError, match="kan ikke læses"):
        read_outline(tmp_path / "a.txt")


def test_an_outline_from_an_older_windows_program_is_read(tmp_path):
    (tmp_path / "a.txt").write_bytes("Nødkald på plejehjem".encode("cp1252"))
    assert read_outline(tmp_path / "a.txt").topics[0].heading == "Nødkald på plejehjem"


def test_what_the_documents_do_not_hold_is_said(draft, paper):
    assert [s.status for s in draft.sections] == ["partial", "answered", "not_found"]
    text = drafts.to_markdown(paper)
    assert "## Fjernvarme på Læsø\n\n\\[Det står ikke i dokumenterne." in text
    assert "### Hvad koster et nødkald?\n\n\\[Det står ikke i dokumenterne." in text


def test_it_is_the_documents_own_words(paper, assistant):
    text = drafts.to_markdown(paper)
    said = text.partition("### Hvad var den største barriere i 2023?\n\n")[2].partition("\n\n")[0]
    assert said.startswith(
        "»I 2023 svarede 38 procent af kommunerne, at manglende tid til oplæring"
    )
    assert said.endswith("«[^1]")
    for citation in drafts.notes_of(paper):
        document = assistant.library.document(citation.document)
        assert document.text[citation.start : citation.end] == citation.quote


def test_the_word_file_has_a_footnote_for_each_use(paper, tmp_path):
    drafts.save(paper, tmp_path / "a.docx")
    found = footnotes((tmp_path / "a.docx").read_bytes())
    assert len(found) == len(drafts.notes_of(paper)) >= 2
    for note, citation in zip(found, drafts.notes_of(paper), strict=True):
        assert " ".join(citation.quote.split()) in " ".join(note.split())
        assert f"Fil: {citation.document}." in note and citation.title in note


def test_it_says_that_ai_chose_when_and_from_which_library(paper):
    text = drafts.to_markdown(paper)
    assert "lavet 01.05.2026 kl. 12.00 med bibliotekets udgave" in text
    assert "Kunstig intelligens har valgt passagerne; ingen sprogmodel har skrevet." in text
    assert paper.keywords == ("Velfærd", "ai-selected")


def test_no_sentence_stands_twice_in_a_section(assistant):
    asked = "Hvad er formålet med strategien?"
    draft = drafts.write_draft(assistant, Outline((Topic("A", (asked, asked)),)), made=NOON)
    text = drafts.to_markdown(drafts.paper_of(draft)).partition("\n## Kilder")[0]
    assert text.count("klare sig selv længere.«") == 1 and "står allerede ovenfor" in text


def test_a_question_that_leans_on_its_heading_is_asked_of_it(assistant):
    leaning = Outline((Topic("Strategien i Lemvig", ("Hvad er formålet?",)),))
    draft = drafts.write_draft(assistant, leaning, made=NOON)
    assert "klare sig selv længere.«[^" in drafts.to_markdown(drafts.paper_of(draft))


def test_its_sources_are_listed_once_each(paper):
    listed = drafts.to_markdown(paper).partition("## Kilder\n\n")[2].partition("\n\n")[0]
    used = {citation.document for citation in drafts.notes_of(paper)}
    assert len(listed.splitlines()) == len(used)


def test_filters_limit_what_is_drawn_on(assistant):
    filters = Filters(documents=("barrierer-2013.md",))
    draft = drafts.write_draft(
        assistant, outline_of(["Hvad er den største barriere?"]), filters, made=NOON
    )
    cited = {c.document for c in drafts.notes_of(drafts.paper_of(draft))}
    assert cited == {"barrierer-2013.md"}


def test_a_cpr_number_in_a_heading_is_masked_and_not_asked(assistant):
    draft = drafts.write_draft(assistant, outline_of(["Hjælp til 610165-0004"]), made=NOON)
    text = drafts.to_markdown(drafts.paper_of(draft))
    assert "610165" not in text and "## Hjælp til ██████-████" in text
    assert draft.sections[0].status == "refused" and "[^1]" not in text


def test_a_heading_that_asks_and_its_question_are_both_answered(assistant):
    asked = parse_outline(
        "Hvor mange minutter sparer skærmbesøg i Furesø?\n  Hvem er velfærdsteknologichef?"
    )
    text = drafts.to_markdown(drafts.paper_of(drafts.write_draft(assistant, asked, made=NOON)))
    own, _, below = text.partition("### Hvem er velfærdsteknologichef?")
    assert "11 minutter" in own and "Mette Krogsgaard" in below


def test_a_models_draft_marks_what_is_written_and_what_is_quoted(assistant):
    written = "Strategien har til formål, at borgerne kan klare sig selv i længere tid."
    with FakeOllama(reply((written, [1]))) as fake:
        settings = Settings(writer=f"ollama:{MODEL}", ollama_url=fake.url)
        writing = Assistant(assistant.library, settings)
        wanted = outline_of(["Hvad er formålet med strategien?"])
        draft = drafts.write_draft(writing, wanted, made=NOON)
    paper = drafts.paper_of(draft)
    text = drafts.to_markdown(paper)
    assert f"\n\n{written}[^1]\n" in text and f"sprogmodellen ollama:{MODEL} har skrevet" in text
    assert paper.keywords == ("Velfærd", "ai-generated")
    assert "Citat: »Formålet med strategien er, at borgerne kan klare sig selv længere.«" in text


@pytest.fixture
def run(tmp_path, assistant, capsys, monkeypatch):
    """Run `velfaerd draft` on the assistant's library; return exit code, output and error."""

    @contextmanager
    def opened(_settings):
        yield assistant

    monkeypatch.setattr("assistant.text_commands.open_assistant", opened)

    def run(*arguments):
        code = cli.run(["draft", *map(str, arguments)])
        return code, *capsys.readouterr()

    return run


def test_the_command_writes_markdown_or_one_json_object(run):
    code, out, _ = run("Hvad er formålet med strategien?", "--title", "Formål")
    assert code == 0 and out.startswith("# Formål\n")
    code, out, _ = run("Hvad er formålet med strategien?", "Fjernvarme på Læsø", "--json")
    found = json.loads(out)
    assert {"title", "sections", "footnotes", "markdown", "made", "writer", "library"} <= set(found)
    assert [section["status"] for section in found["sections"]] == ["answered", "not_found"]
    assert [note["n"] for note in found["footnotes"]] == [1] and found["title"] == "Udkast"


@pytest.mark.parametrize("suffix", [".docx", ".odt", ".md"])
def test_the_suffix_chooses_the_format(run, tmp_path, suffix):
    file = tmp_path / f"udkast{suffix}"
    code, out, _ = run("Hvad er formålet med strategien?", "Fjernvarme på Læsø", "--out", file)
    assert code == 0 and f"{file}: 2 afsnit, 1 fodnote." in out
    assert "Står ikke i dokumenterne: Fjernvarme på Læsø" in out
    assert file.read_bytes()[:2] == (b"# " if suffix == ".md" else b"PK")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "Giv enten emner eller en disposition"),
        (["A", "--outline", "b.txt"], "Giv enten emner eller en disposition"),
        (["--outline", "findes-ikke.txt"], "kan ikke læses"),
        (["A", "--document", "strategy.md"], "findes ikke i biblioteket; mente du strategi.md?"),
        (["A", "--publisher", "Nordby"], "Udgiveren Nordby findes ikke i biblioteket."),
        (["A", "--out", "a.pdf"], "skal ende på .docx, .odt, .md"),
        (["A", "--out", "/findes/ikke/a.docx"], "Mappen /findes/ikke findes ikke."),
    ],
)
def test_wrong_use_is_said_before_anything_is_asked(run, arguments, sentence):
    code, out, err = run(*arguments)
    assert (code, out) == (2, "") and sentence in err
