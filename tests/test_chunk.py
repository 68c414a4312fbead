"""Chunks keep headings, lists and rows whole; sentences are what an answer is made of."""

from raw_documents import raw

from ingest.chunk import chunk, sentences

WORDS = "Kommunen har afprøvet nye sensorer i ti hjem og målt, hvor meget tid de sparer om natten. "


def text(characters):
    return (WORDS * (characters // len(WORDS) + 1))[: characters - 1].rstrip() + "."


def chunks(*lines, kinds=(), **options):
    return [part.text for part in chunk(raw(*lines, kinds=kinds, **options))]


def test_a_chunk_is_its_span_of_the_text():
    document = raw("Økonomi", text(700), text(700), kinds=["heading"])
    for part in chunk(document):
        assert document.text[part.start : part.end] == part.text
        assert part.id == f"{document.sha256[:16]}-{part.start}-{part.end}"


def test_a_heading_stays_with_what_follows():
    found = chunks("A", text(700), "B", text(300), kinds=["heading", "paragraph", "heading"])
    assert [part.split("\n")[0] for part in found] == ["A", "B"]


def test_a_heading_over_another_opens_the_same_chunk():
    kinds = ["heading", "heading", "paragraph"]
    assert chunks("Strategi", "Økonomi", text(300), title="Strategi", kinds=kinds)[0].startswith(
        "Strategi\n\nØkonomi\n\nKommunen"
    )


def test_a_list_stays_whole_with_its_lead_in():
    items = [text(200) for _ in range(5)]
    kinds = ["paragraph", "paragraph", *["list_item"] * 5]
    found = chunks(text(700), "De fem grunde er:", *items, kinds=kinds)
    assert len(found) == 2
    assert found[1].startswith("De fem grunde er:")


def test_a_list_too_long_for_one_chunk_is_parted_between_items():
    items = [f"{number}. {text(300)}" for number in range(1, 10)]
    found = chunks("Grundene er:", *items, kinds=["paragraph", *["list_item"] * 9])
    assert len(found) > 1
    assert all(part.split(".")[0] in {"Grundene er:\n\n1", *"123456789"} for part in found)
    assert all(len(part) <= 1600 for part in found)


def test_rows_of_a_table_are_never_parted():
    rows = [f"År: 20{year}; Antal: {year}; Note: {text(150)}" for year in range(10, 20)]
    found = chunks("Antal pr. år", *rows, kinds=["heading", *["table_row"] * 10])
    assert all(part.endswith(".") and part.count("År:") == part.count("Note:") for part in found)
    assert found[0].startswith("Antal pr. år\n\nÅr: 2010")


def test_paragraphs_share_a_chunk_until_it_is_full():
    assert [len(part) < 801 for part in chunks(*[text(250)] * 6)] == [True, True]


def test_no_chunk_crosses_a_heading_of_the_same_level():
    kinds = ["heading", "paragraph", "heading", "paragraph"]
    assert len(chunks("A", text(300), "B", text(300), kinds=kinds)) == 2


def test_tiny_sections_beside_each_other_share_a_chunk():
    kinds = ["heading", "paragraph"] * 3
    assert len(chunks("A", text(80), "B", text(80), "C", text(80), kinds=kinds)) == 1


def test_a_paragraph_too_long_for_one_chunk_is_parted_between_sentences():
    found = chunks(WORDS * 40)
    assert all(part.endswith("natten.") and len(part) <= 1600 for part in found)


def test_a_sentence_too_long_for_one_chunk_is_parted_between_words():
    found = chunks("ord " * 1000 + "slut")
    assert all(len(part) <= 1600 for part in found)
    assert " ".join(found) == "ord " * 1000 + "slut"


def test_a_text_without_spaces_still_fits_the_encoder():
    assert max(map(len, chunks("a" * 5000))) <= 1600


def test_page_and_path_are_the_first_blocks():
    document = raw(
        "Mål", text(700), text(700), kinds=["heading"], pages=[3, 3, 4], sections=[("X",)]
    )
    found = chunk(document)
    assert [(part.page, part.section) for part in found] == [(3, ("X",)), (4, ())]


def test_every_block_is_in_a_chunk():
    kinds = ["heading", "list_item", "paragraph", "table_row", "heading", "heading"]
    document = raw("A", "et", text(900), "x: y", "B", "C", kinds=kinds)
    covered = [(part.start, part.end) for part in chunk(document)]
    for block in document.blocks:
        assert any(start <= block.start and block.end <= end for start, end in covered)


def test_an_empty_document_has_no_chunks():
    document = raw("x")
    empty = document.__class__("p", document.sha256, "", (), "t")
    assert (chunk(empty), sentences(empty)) == ((), ())


def grains(*lines, kinds=()):
    document = raw(*lines, kinds=kinds)
    return [document.text[found.start : found.end] for found in sentences(document)]


def test_a_paragraph_is_parted_in_sentences_and_a_heading_is_none():
    found = grains("Økonomi", "Det koster 1,5 mio. kr. om året. Det er dyrt.", kinds=["heading"])
    assert found == ["Det koster 1,5 mio. kr. om året.", "Det er dyrt."]


def test_a_row_is_whole_and_a_list_item_is_parted_in_sentences():
    line = "2. Tid: 2 timer i alt. Pris: 5 kr. om dagen."
    assert grains(line, kinds=["table_row"]) == [line]
    assert grains(line, kinds=["list_item"]) == ["2. Tid: 2 timer i alt.", "Pris: 5 kr. om dagen."]


def test_a_quotation_of_several_sentences_gives_each_of_them():
    found = grains("”Det går godt. Vi har fået mere tid”, siger lederen. Hun er glad.")
    assert found == ["”Det går godt.", "Vi har fået mere tid”, siger lederen.", "Hun er glad."]


def test_a_sentence_knows_its_block():
    document = raw("A", "Et. To.", "Tre.", kinds=["heading"])
    assert [found.block for found in sentences(document)] == [1, 1, 2]
