"""A finished text against the library: quotations, figures, claims and references."""

from __future__ import annotations

import json
import shutil
import subprocess
from contextlib import contextmanager
from datetime import datetime

import pytest
from library_world import fill

from assistant import cli
from assistant import draft as drafts
from assistant.answer import Assistant
from assistant.check import check, report_text, report_to_json
from assistant.outline import outline_of
from ingest.errors import Rejected
from ingest.pipeline import sync

NEW = (
    "I 2023 svarede 38 procent af kommunerne, at manglende tid til oplæring er den største barriere"
)
NOTE = f"Undersøgelse af barrierer 2023, 2023. Fil: barrierer-2023.md. Citat: »{NEW}«"


@pytest.fixture
def checked(assistant, tmp_path):
    """Check a text; return its JSON."""

    def run(text, name="tekst.md"):
        (tmp_path / name).write_text(text, encoding="utf-8")
        return report_to_json(check(assistant, tmp_path / name))

    return run


def verdicts(found):
    return [one["verdict"] for one in found["sentences"]]


@pytest.mark.parametrize(
    ("text", "verdict", "explanation"),
    [
        (f"»{NEW} for velfærdsteknologi.«", "verbatim", "ordret i dokumenterne"),
        ("Robotstøvsugere gør rent hos 400 borgere i Odense Kommune.", "verbatim", "ordret"),
        ("I Odense Kommune gør robotstøvsugere rent hos 400 borgere.", "supported", "støttet"),
        ("I Odense Kommune gør robotstøvsugere rent hos 350 borgere.", "unsupported",
         "tallet 350 står ikke i kilden"),
        ("I Vejle Kommune gør robotstøvsugere rent hos 400 borgere.", "unsupported",
         "navnet Vejle Kommune står ikke i kilden"),
        ("I Odense Kommune gør robotstøvsugere ikke rent hos 400 borgere.", "unsupported", "ikke"),
        ("»I 2023 svarede 83 procent af kommunerne, at tiden mangler.«", "misquoted",
         "citatet står ikke ordret i dokumenterne"),
        ("Fjernvarmen på Læsø bliver udbygget med to nye værker.", "not_found",
         "ikke fundet i dokumenterne"),
        ("Hvad gør vi så?", "no_claim", "uden påstand"),
        ("[Husk at spørge økonomi om 17 mio. kr.]", "remark", "bemærkning"),
    ],
)  # fmt: skip
def test_each_sentence_has_its_verdict(checked, text, verdict, explanation):
    (found,) = checked(text)["sentences"]
    assert found["verdict"] == verdict and explanation in found["explanation"]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("En ledelse, der går foran.", "verbatim"),
        ("Kommunerne mangler fælles standarder.", "supported"),
        ("Manglende tid til oplæring er den største barriere for velfærdsteknologi.", "supported"),
    ],
)
def test_a_part_of_a_sentence_is_not_that_sentence(checked, text, verdict):
    """What stands before a part may deny it: it is held against the whole instead."""
    assert verdicts(checked(text)) == [verdict]


def test_every_sentence_of_a_document_is_found_in_it(assistant, tmp_path):
    for info in assistant.library.documents():
        text = assistant.library.document(info.path).text
        (tmp_path / "a.txt").write_text(text, encoding="utf-8")
        found = report_to_json(check(assistant, tmp_path / "a.txt"))
        assert set(verdicts(found)) <= {"verbatim", "no_claim"}, info.path


def test_a_sentence_of_pages_is_said_to_be_too_long(checked):
    (found,) = checked("En meget lang sætning uden ende og uden stop, " * 100)["sentences"]
    assert found["verdict"] == "unsupported" and "for lang" in found["explanation"]


def test_a_supported_sentence_names_its_source_with_offsets(checked, assistant):
    (found,) = checked("I Odense Kommune gør robotstøvsugere rent hos 400 borgere.")["sentences"]
    source = found["sources"][0]
    document = assistant.library.document(source["document"])
    assert document.text[source["start"] : source["end"]] == source["quote"]
    assert "400 borgere i Odense" in source["quote"]


def test_offsets_are_in_the_text_that_comes_with_them(checked):
    found = checked(f"# Plan\n\nVi skriver: »{NEW}«.[^1] Hvad nu?\n\n- Et punkt.\n\n[^1]: {NOTE}")
    assert "[^1]" not in found["text"] and "Fil:" not in found["text"]
    for one in found["sentences"]:
        assert found["text"][one["start"] : one["end"]] == one["text"]
    (quotation,) = found["sentences"][0]["quotations"]
    assert found["text"][quotation["start"] : quotation["end"]] == NEW == quotation["text"]
    assert found["sentences"][0]["footnotes"] == ["1"]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ('Notatet siger: "gør rent hos 400 borgere".', "verbatim"),
        ("Notatet siger: “gør rent hos 400 borgere”.", "verbatim"),
        ("Notatet siger: „gør rent hos 400 borgere“.", "verbatim"),
        ("Notatet siger: ”gør rent hos 400 borgere”.", "verbatim"),
        ("»Robotstøvsugere gør rent […] i Odense Kommune.«", "verbatim"),
        ("»Robotstøvsugere gør rent […] i Vejle Kommune.«", "misquoted"),
        ("Notatet siger: »00 borgere i Odense Kommune«.", "misquoted"),
        ("Notatet siger: »400 borgere i Oden«.", "misquoted"),
        ("Regeringen siger: »Robotstøvsugere gør rent hos 400 borgere«.", "unsupported"),
    ],
)
def test_a_quotation_is_told_by_its_marks_and_is_whole_words_of_one_document(
    checked, text, verdict
):
    assert verdicts(checked(text)) == [verdict]


def test_a_quotation_that_is_cut_from_its_denial_is_not_supported(opened, tmp_path):
    library = opened()
    text = "# GPS\n\nKommunen har ikke pligt til at bruge GPS hos borgere med demens.\n"
    sync(fill(tmp_path / "mappe", {"gps.md": text}), library)
    (tmp_path / "a.txt").write_text(
        "Notatet siger: »pligt til at bruge GPS hos borgere«.\n\n"
        "Notatet siger: »ikke pligt til at bruge GPS hos borgere«.\n"
    )
    found = report_to_json(check(Assistant(library), tmp_path / "a.txt"))
    assert verdicts(found) == ["unsupported", "verbatim"]
    assert "kildens »ikke« er skåret fra citatet" in found["sentences"][0]["explanation"]
    context = found["sentences"][0]["quotations"][0]["context"]
    assert context == "Kommunen har ikke pligt til at bruge GPS hos borgere med demens."


def test_a_sentence_is_held_against_what_its_footnote_names(checked):
    said = "I Odense Kommune gør robotstøvsugere rent hos 400 borgere.[^1]"
    found = checked(f"{said}\n\n[^1]: Strategi for velfærdsteknologi i Lemvig Kommune 2021, 2021.")
    assert verdicts(found) == ["other_source"]
    assert found["references"][0]["document"] == "strategi.md"


@pytest.mark.parametrize(
    ("note", "document", "problems"),
    [
        (NOTE, "barrierer-2023.md", []),
        ("Undersøgelse af barrierer 2023", "barrierer-2023.md", []),
        ("»Undersøgelse af barrierer 2023«, 2023.", "barrierer-2023.md", []),
        ("Undersøgelse af barrierer 2023, 2031.", "barrierer-2023.md", ["year"]),
        ("Opdigtet titel, 2023. Fil: barrierer-2023.md.", "barrierer-2023.md", ["title"]),
        (NOTE.replace("38", "35"), "barrierer-2023.md", ["quote"]),
        ("Lemvig Kommune 2021", "strategi.md", []),
        ("Jensen, P. (2024): Fremtidens velfærdsteknologi, s. 12.", None, []),
        ("Ny undersøgelse af barrierer 2023 i Norden, 2024.", None, []),
        ("Jensen: Den nye undersøgelse af barrierer 2023, 2024.", None, []),
        ("Jensen 2024: »Alt er muligt med robotter.«", None, ["quote"]),
        ("https://eksempel.dk/rapport", None, []),
    ],
)
def test_a_reference_names_a_document_or_none(checked, note, document, problems):
    (found,) = checked(f"Noget.[^a]\n\n[^a]: {note}")["references"]
    assert (found["document"], found["problems"], found["found"]) == (
        document, problems, document is not None,
    )  # fmt: skip
    assert found["is_reference"]


def test_the_same_again_names_the_one_before_and_a_remark_names_none(checked):
    notes = "[^1]: Undersøgelse af barrierer 2023.\n[^2]: Ibid., s. 3.\n[^3]: Afrundet tal."
    found = checked(f"Et.[^1] To.[^2] Tre.[^3]\n\n{notes}")["references"]
    assert [one["document"] for one in found] == ["barrierer-2023.md"] * 2 + [None]
    assert [one["is_reference"] for one in found] == [True, True, False]


def test_references_in_a_list_and_in_the_text_are_checked_too(checked):
    text = (
        "Robotter er nyttige (Andersen, 2019). Se https://eksempel.dk/x.\n\n# Litteratur\n\n"
        "- Hansen, A.: Velfærd i Norden. 2020.\n- Undersøgelse af barrierer 2013, 2013.\n"
    )
    found = checked(text)
    assert [(one["kind"], one["found"]) for one in found["references"]] == [
        ("list", False), ("list", True), ("inline", False), ("inline", False),
    ]  # fmt: skip
    assert found["counts"]["references"] == 4 and found["counts"]["unknown_references"] == 3
    assert len(found["sentences"]) == 2


@pytest.mark.parametrize("suffix", [".docx", ".odt", ".md"])
def test_a_draft_is_found_supported_when_it_comes_back(assistant, tmp_path, suffix):
    wanted = outline_of(
        ["Hvad var den største barriere i 2023?", "Skærmbesøg", "Fjernvarme på Læsø"]
    )
    paper = drafts.paper_of(drafts.write_draft(assistant, wanted, made=datetime(2026, 5, 1)))
    drafts.save(paper, tmp_path / f"udkast{suffix}")
    found = report_to_json(check(assistant, tmp_path / f"udkast{suffix}"))
    assert set(verdicts(found)) == {"verbatim", "remark"}
    assert verdicts(found).count("verbatim") == len(drafts.notes_of(paper)) > 1
    notes = [one for one in found["references"] if one["kind"] == "footnote"]
    assert [one["document"] for one in notes] == [c.document for c in drafts.notes_of(paper)]
    assert all(one["found"] and not one["problems"] for one in found["references"])


def test_a_changed_number_and_an_invented_footnote_in_a_draft_are_found(assistant, tmp_path):
    wanted = outline_of(["Hvad var den største barriere i 2023?"])
    paper = drafts.paper_of(drafts.write_draft(assistant, wanted, made=datetime(2026, 5, 1)))
    drafts.save(paper, tmp_path / "a.md")
    text = (tmp_path / "a.md").read_text().replace("»I 2023 svarede 38", "»I 2023 svarede 48", 1)
    invented = f"{text}\nOg det går godt.[^99]\n\n[^99]: Olsen (2025): Teknologi for alle, s. 4.\n"
    (tmp_path / "a.md").write_text(invented)
    report = check(assistant, tmp_path / "a.md")
    found = report_to_json(report)
    assert "misquoted" in verdicts(found)
    assert [one["text"] for one in found["references"] if not one["found"]] == [
        "Olsen (2025): Teknologi for alle, s. 4."
    ]
    told = report_text(report)
    assert "citatet står ikke ordret i dokumenterne" in told
    assert "findes ikke i biblioteket" in told


@pytest.mark.slow
def test_footnotes_of_another_word_processor_are_read(assistant, tmp_path):
    office = shutil.which("soffice")
    assert office, "these tests need LibreOffice: apt-get install libreoffice-writer"
    wanted = outline_of(["Hvad var den største barriere i 2023?"])
    paper = drafts.paper_of(drafts.write_draft(assistant, wanted, made=datetime(2026, 5, 1)))
    drafts.save(paper, tmp_path / "a.odt")
    command = [office, f"-env:UserInstallation=file://{tmp_path}/profil", "--headless"]
    command += ["--convert-to", "docx", "--outdir", str(tmp_path), str(tmp_path / "a.odt")]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    found = report_to_json(check(assistant, tmp_path / "a.docx"))
    assert set(verdicts(found)) == {"verbatim", "remark"}
    notes = [one["document"] for one in found["references"] if one["kind"] == "footnote"]
    assert notes == [c.document for c in drafts.notes_of(paper)]


def test_cpr_numbers_are_masked_counted_and_looked_for_nowhere(assistant, tmp_path, monkeypatch):
    asked = []
    search = assistant.search
    monkeypatch.setattr(assistant, "search", lambda *a: asked.append(a[0]) or search(*a))
    file = tmp_path / "borger 610165-0004.md"
    file.write_text(
        "Borgeren 610165-0004 får skærmbesøg.[^1]\n\n[^1]: Journal 610165-0012, 2024.\n"
    )
    report = check(assistant, file)
    told = json.dumps(report_to_json(report), ensure_ascii=False) + report_text(report)
    assert "610165" not in told and "CPR-numre i filen: 2." in told
    assert report_to_json(report)["cpr_numbers"] == 2 and asked == []


def test_a_file_that_cannot_be_read_is_rejected(assistant, tmp_path):
    (tmp_path / "tom.docx").write_bytes(b"")
    with pytest.raises(Rejected, match="Filen er tom"):
        check(assistant, tmp_path / "tom.docx")


@pytest.fixture
def run(assistant, capsys, monkeypatch):
    """Run `velfaerd check` on the assistant's library; return exit code, output and error."""

    @contextmanager
    def opened(_settings):
        yield assistant

    monkeypatch.setattr("assistant.text_commands.open_assistant", opened)

    def run(*arguments):
        code = cli.run(["check", *map(str, arguments)])
        return code, *capsys.readouterr()

    return run


def test_the_command_ends_with_zero_whatever_it_found(run, tmp_path):
    (tmp_path / "a.txt").write_text("Fjernvarmen på Læsø bliver udbygget med to nye værker.")
    code, out, _ = run(tmp_path / "a.txt")
    assert code == 0 and "!! 1. ikke fundet i dokumenterne" in out
    code, out, _ = run(tmp_path / "a.txt", "--json")
    assert code == 0 and json.loads(out)["counts"]["not_found"] == 1


def test_a_file_that_is_not_there_is_wrong_use_and_a_broken_one_is_an_error(run, tmp_path):
    assert run(tmp_path / "nej.docx")[0] == 2
    (tmp_path / "tom.docx").write_bytes(b"")
    code, out, err = run(tmp_path / "tom.docx")
    assert (code, out) == (1, "") and "Filen er tom" in err
