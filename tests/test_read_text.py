"""Plain text, its encodings, Markdown and delimited text."""

import pytest
from reading import blocks, reply, sections

BODY = (
    "Kommunen har købt halvtreds skærme til hjemmeplejen, og de virker godt for de fleste borgere."
)


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "iso-8859-1", "mac_roman"],
)
def test_danish_letters_survive_every_usual_encoding(encoding):
    text = "Ældre på Ærø får øget støtte. Åben rådgivning på Østerå hver dag for pårørende.\n"
    assert blocks(text.encode(encoding)) == [f"p {text.strip()}"]


def test_a_few_broken_bytes_do_not_turn_utf8_into_another_encoding():
    data = "Ældre på Ærø får øget støtte på plejehjem, og rådgivning ".encode() + b"\xe6 slut."
    assert "støtte på plejehjem" in blocks(data)[0]


def test_a_short_line_above_running_text_is_a_heading():
    found = blocks(f"Notat om skærmbesøg\n\n{BODY}\n\nNæste skridt\n\n{BODY}\n")
    assert found[0] == "h1 Notat om skærmbesøg"
    assert found[2] == "h2 Næste skridt"


def test_short_lines_among_short_lines_are_text_and_can_be_cited():
    assert blocks("Pengene er der ikke\n\nVidensbank\n\nOverblik\n\nNye metoder")[1:] == [
        "p Vidensbank",
        "p Overblik",
        "p Nye metoder",
    ]


def test_capitals_head_what_follows_them():
    assert blocks(f"{BODY}\n\nFAKTA\n\nVærktøjet er gratis")[1:] == [
        "h2 FAKTA",
        "p Værktøjet er gratis",
    ]


def test_the_line_said_twice_at_the_top_is_the_title():
    title = "Velfærd gennem ny teknologi"
    text = f"Indhold\n\n{title}\n\nFoto: KL\n\n{title}\n\n{BODY}"
    assert reply(text)["metadata"]["title"] == title


@pytest.mark.parametrize("mark", ["•", "-", "–", "*", "◦", "→", "o"])
def test_bullets_are_items_and_their_second_line_stays_with_them(mark):
    text = (
        f"De var kendetegnet ved:\n\n  {mark} stærk strategi\n    På tværs\n  {mark} samarbejde\n"
    )
    assert blocks(text) == [
        "p De var kendetegnet ved:",
        "-1 stærk strategi\nPå tværs",
        "-1 samarbejde",
    ]


def test_numbered_and_lettered_lines_are_items():
    found = blocks("Tre trin:\n1. Aftal mål\n2) Afprøv\na) Evaluér\n")
    assert found == ["p Tre trin:", "-1 1. Aftal mål", "-1 2) Afprøv", "-1 a) Evaluér"]


def test_wrapped_lines_are_one_paragraph_and_unwrapped_ones_are_several():
    wrapped = "Kommunen har i flere år arbejdet med skærmbesøg i hjemmeplejen, og det\n"
    wrapped += "har givet gode erfaringer, som nu skal bruges i alle distrikter, så alle\n"
    wrapped += "borgere får tilbuddet.\n"
    assert len(blocks(wrapped)) == 1
    assert len(blocks("Telefon: 7235 4000\nMandag 10-14\nTirsdag 10-17\n")) == 3


@pytest.mark.parametrize(
    ("last", "line"),
    [
        ("Ordningen blev indført pr.", "1. januar 2024 i alle distrikter."),
        ("Aftalen udløber den", "1. marts 2025 og forlænges ikke."),
        ("Der er brugt 1,4 mio. kr. ud af et budget på", "2,1 mio. kr. til indkøb."),
        ("Kommunen køber 20 skærme i", "2. kvartal og flere senere."),
        ("Kommunen køber 20 skærme i 2. kvartal", "2024."),
        ("Antallet af fald er gået ned fra", "31 til 18 på et halvt år."),
        ("Batteriet skiftes hvert", "2. år."),
        ("Mødet begynder kl.", "14.30 og slutter kl. 16."),
        ("Hjælpen gives efter servicelovens", "§ 83, stk. 1."),
    ],
)
@pytest.mark.parametrize("suffix", [".txt", ".md"])
def test_a_sentence_goes_on_in_a_line_that_begins_with_a_number(last, line, suffix):
    assert blocks(f"Det er nyt.\n{last}\n{line}\n", suffix)[-1].endswith(f"{last}\n{line}")


@pytest.mark.parametrize("last", ["Det vil vi måle på", "Vi henter penge fra", "Sådan gør du:"])
def test_a_list_below_a_line_that_ends_in_a_small_word_stays_a_list(last):
    assert blocks(f"{last}\n1. Antal fald\n2. Sygefravær\n")[1:] == [
        "-1 1. Antal fald",
        "-1 2. Sygefravær",
    ]


@pytest.mark.parametrize("suffix", [".txt", ".md"])
def test_points_that_a_conjunction_joins_are_points(suffix):
    points = ["1. at planen godkendes, og", "2. at den sendes til Byrådet."]
    assert blocks("Det indstilles:\n\n" + "\n".join(points), suffix)[1:] == [
        f"-1 {point}" for point in points
    ]


def test_a_dash_that_a_line_was_broken_before_is_no_bullet():
    text = "Vi drøftede, om der skal flere sensorer til trapper\n- og om de kan betales i år.\n"
    assert blocks(text) == [f"p {text.strip()}".replace("\n", " ")]


def test_wrapped_paragraphs_among_many_short_lines_are_whole():
    head = "Referat\n\nSted: Rådhuset\nTil stede: Ida, Jørn\nAfbud: Nina\n\nVelkomst\n\nGodkendt\n"
    wrapped = "Formanden bød velkommen og fortalte, at kommunens aftale\n"
    wrapped += "løber videre til sommer, og at der er flere penge til nye\n"
    wrapped += "indkøb i år. Derefter blev der talt om sensorerne på\n"
    wrapped += "Granly. Bo var ikke med.\n"
    assert blocks(f"{head}\n{wrapped}\nEvt.\n\nSlut\n")[-3] == f"p {wrapped.strip()}"


def test_a_numbered_heading_has_the_level_of_its_number():
    found = blocks(f"Rapport om teknologi\n\n1 Indledning\n\n{BODY}\n\n1.1 Økonomi\n\n{BODY}\n")
    assert [line for line in found if line[0] == "h"] == [
        "h1 Rapport om teknologi",
        "h2 1 Indledning",
        "h3 1.1 Økonomi",
    ]


def test_numbered_headings_may_have_a_full_stop_and_follow_one_another():
    text = f"Referat\n\n1. Velkomst\n\n{BODY}\n\n2. Beslutninger\n\n* Der købes ti.\n"
    assert [line for line in blocks(text) if line[0] == "h"] == [
        "h1 Referat",
        "h2 1. Velkomst",
        "h2 2. Beslutninger",
    ]


def test_numbered_lines_in_capitals_are_headings_and_the_line_above_is_none():
    text = f"{BODY}\n\nVedtaget den 28. november\n\n1. VORES MÅL\na) Ti\n\n2. PENGE\nKr. 5\n"
    assert blocks(text)[1:] == [
        "p Vedtaget den 28. november",
        "h2 1. VORES MÅL",
        "-1 a) Ti",
        "h2 2. PENGE",
        "p Kr. 5",
    ]


def test_an_agenda_in_capitals_is_a_list():
    found = blocks(f"Dagsorden:\n\n1. VELKOMST\n2. ØKONOMI\n\n{BODY}\n")
    assert found[1:3] == ["-1 1. VELKOMST", "-1 2. ØKONOMI"]


def test_a_title_may_be_broken_before_a_date():
    text = f"Referat af møde i Følgegruppen, torsdag den\n12. september 2024\n\n{BODY}\n"
    title = "Referat af møde i Følgegruppen, torsdag den 12. september 2024"
    assert reply(text)["metadata"]["title"] == title


@pytest.mark.parametrize("field", ["Afbud: Lone Dam", "Dato: 9. november", "Fraværende: ingen"])
def test_a_field_of_minutes_is_no_heading(field):
    assert f"p {field}" in blocks(f"Referat\n\n{field}\n\n{BODY}\n")


@pytest.mark.parametrize("line", ["Side 1 af 2", "  - Side 1/2 -", "Page 1 of 2"])
def test_the_number_of_a_page_is_no_text(line):
    assert blocks(f"{BODY}\n\n{line}\n\n{BODY} Se side 1 af 2.\n") == [
        f"p {BODY}",
        f"p {BODY} Se side 1 af 2.",
    ]


def test_columns_apart_by_spaces_are_a_table_and_not_the_fields_of_a_head():
    table = "År      Anlæg     Drift\n2025      2,5       0,8\n2026      1,0       1,2\n"
    assert blocks(f"{BODY}\n\n{table}\n{BODY}\n")[1:3] == [
        "row2 År: 2025; Anlæg: 2,5; Drift: 0,8",
        "row3 År: 2026; Anlæg: 1,0; Drift: 1,2",
    ]
    assert len(blocks("Til stede:  Bo  Ida\nTid:  12.30  14.30\nAlder:  40  41\n")) == 3


def test_a_rule_under_each_of_two_headings_makes_the_lines_below_a_table():
    table = "Fordele              Ulemper\n-------              -------\n"
    table += "Mindre kørsel        Dårligt net\nFlere samtaler\n"
    table += "                     Sår ses dårligt\n"
    assert blocks(f"{BODY}\n\n{table}Gruppe 1 anbefaler, at vi køber skærme.\n")[1:] == [
        "row2 Fordele: Mindre kørsel; Ulemper: Dårligt net",
        "row3 Fordele: Flere samtaler",
        "row4 Ulemper: Sår ses dårligt",
        "p Gruppe 1 anbefaler, at vi køber skærme.",
    ]


def test_the_columns_of_a_ruled_table_may_be_apart_by_tabs():
    table = "Fordele\tUlemper\n=======\t=======\nRo\tDårligt net\n"
    assert blocks(f"{BODY}\n\n{table}")[1:] == ["row2 Fordele: Ro; Ulemper: Dårligt net"]


def test_fields_beside_each_other_stand_apart():
    fields = "Dato: 11-03-2023       Sagsnr.: 23/004       Udarbejdet af: H. Lund"
    assert blocks(f"{fields}\n\n{BODY}\n")[:-1] == [
        "p Dato: 11-03-2023",
        "p Sagsnr.: 23/004",
        "p Udarbejdet af: H. Lund",
    ]
    people = "Til stede: Lis Dam (leder), Kim Holm, Eva Ask (nattevagt), Bo Juul Afbud: Per Krag"
    wrapped = people.replace(" Afbud", "\nAfbud")
    for text in (people, wrapped):
        assert blocks(f"{text}\n\n{BODY}\n")[:2] == [f"p {p}" for p in wrapped.split("\n")]


def test_a_head_that_pages_repeat_stands_once_and_a_number_beside_it_is_no_text():
    head = ["EGELUND KOMMUNE                    Side 1 af 2", "Senior og Sundhed"]
    again = ["                                   Side 2 af 2", "EGELUND KOMMUNE", head[1]]
    lines = [*head, "", "Godkendt", "", BODY, "", *again, "", "Godkendt", "", BODY]
    found = [block["text"] for block in reply("\n".join(lines))["blocks"]]
    assert found == ["EGELUND KOMMUNE", "Senior og Sundhed", *["Godkendt", BODY] * 2]


def test_decisions_beside_page_numbers_are_no_heads_and_running_feet_stand_once():
    pages = [f"{BODY}\n\nGodkendt.\n\n{foot}" for foot in ["- 1 -", "- 2 -", "- 3 -", ""]]
    found = [block["text"] for block in reply("\n\n".join(pages))["blocks"]]
    assert found == [BODY, "Godkendt."] * 4
    foot = "Fanø Kommune · Vej 1"
    pages = [f"{BODY}\n\n{foot}\n                    - {number} -" for number in (1, 2, 3)]
    found = [block["text"] for block in reply("\n\n".join(pages))["blocks"]]
    assert found == [BODY, foot, BODY, BODY]
    twice = f"{BODY}\n\n{foot}\n- 1 -\n\x0c\n- 2 -\n\x0c\n- 3 -\n\nSlut."
    assert foot in [block["text"] for block in reply(twice)["blocks"]]


def test_a_word_that_a_page_parts_goes_on_over_the_pages_foot():
    foot = "Fanø Kommune · Vej 1\n                      - 2 -"
    text = f"{BODY}\n\nDet gælder alle nye bor-\n\n{foot}\ngere, der søger.\n\nSlut.\n"
    assert blocks(text)[1:] == [
        "p Det gælder alle nye bor-\ngere, der søger.",
        "p Fanø Kommune · Vej 1",
        "p Slut.",
    ]
    assert "\x0c" not in blocks("Alle nye bor-\n\x0cgere søger.")[0]


def test_markdown_keeps_structure_and_drops_marks_links_and_html():
    text = "# Titel\n\nTekst med **fed** og [link](http://x.dk) <b>her</b>.\n\n"
    text += "- a\n  - b\n\n3. c\n4. d\n"
    assert blocks(text, ".md") == [
        "h1 Titel",
        "p Tekst med fed og link her.",
        "-1 a",
        "-2 b",
        "-1 3. c",
        "-1 4. d",
    ]


def test_bold_text_may_be_broken_before_a_date():
    text = "Vi har en aftale, jf. **kontrakten af\n1. april** med firmaet.\n"
    assert blocks(text, ".md") == ["p Vi har en aftale, jf. kontrakten af\n1. april med firmaet."]


def test_marks_of_notes_are_no_text():
    text = "Det virker.[^1] Se her.\n\n[^1]: Ifølge kommunen.\n"
    assert blocks(text, ".md") == ["p Det virker. Se her.", "p Ifølge kommunen."]


def test_markdown_front_matter_is_metadata():
    found = reply("---\ntitle: Plan\ndate: 2021-05-01\nlang: da\n---\n\nTekst her.\n", ".md")
    assert found["metadata"] == {"title": "Plan", "year": 2021, "language": "da"}


def test_markdown_front_matter_names_the_municipality_and_the_year():
    matter = "kommune: Ærø\nopdateret: 2024-11-06"
    found = reply(f"---\n{matter}\n---\n\n# Plan\n\nTekst her.\n", ".md")["metadata"]
    assert (found["publisher"], found["year"]) == ("Ærø Kommune", 2024)


def test_markdown_front_matter_that_is_no_metadata_is_text_below_the_title():
    matter = "layout: post\ndraft: false\ndate: 2024-06-18\nansvarlig: Eva Krag\nyear: 2024\n"
    matter += "gælder fra: '1. juli'\ntags: [lift, pleje]\nauthor: Bo Juhl"
    assert blocks(f"---\n{matter}\n---\n\n# Plan\n\nTekst her.\n", ".md") == [
        "h1 Plan",
        "p Date: 2024-06-18",
        "p Ansvarlig: Eva Krag",
        "p Gælder fra: 1. juli",
        "p Author: Bo Juhl",
        "p Tekst her.",
    ]


@pytest.mark.parametrize(("author", "publisher"), [("Norddal Kommune", True), ("Eva Krag", False)])
def test_markdown_front_matter_names_the_publisher_where_the_author_is_an_office(author, publisher):
    found = reply(f"---\nauthor: {author}\n---\n\nTekst her.\n", ".md")["metadata"]
    assert found == ({"publisher": author} if publisher else {})


def test_markdown_drops_what_is_struck_out_and_the_mark_of_the_contents():
    text = "[TOC]\n\nDer var 40 besøg. ~~Tallet **ventes** fordoblet.~~ Det er nok.\n\n~~Slut~~\n"
    assert blocks(text, ".md") == ["p Der var 40 besøg. Det er nok."]


def test_markdown_table_rows_carry_their_headings():
    text = "Andel efter år\n\n| År | Andel |\n|----|------:|\n| 2022 | 37 % |\n| 2023 | 53,1 % |\n"
    assert blocks(text, ".md")[1:] == ["row2 År: 2022; Andel: 37 %", "row3 År: 2023; Andel: 53,1 %"]
    assert sections(text, ".md")["År: 2022; Andel: 37 %"] == ["Andel efter år"]


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_delimited_text_is_read_with_any_usual_separator(separator):
    lines = [
        ["Spørgsmål", "Svar", "Antal"],
        ["Har I en plan?", "Ja", "12"],
        ["Og penge?", "Nej", "3"],
    ]
    text = "\r\n".join(separator.join(line) for line in lines)
    assert blocks(text.encode("cp1252"), ".csv") == [
        "row2 Spørgsmål: Har I en plan?; Svar: Ja; Antal: 12",
        "row3 Spørgsmål: Og penge?; Svar: Nej; Antal: 3",
    ]


def test_a_separator_line_and_utf16_as_excel_writes_them():
    text = 'sep=|\r\nKommune|Andel\r\nOdense|"80,5 | 81"\r\n'
    assert blocks(text.encode("utf-16"), ".csv") == ["row2 Kommune: Odense; Andel: 80,5 | 81"]
    assert [block["sheet"] for block in reply(text.encode("utf-16"), ".csv")["blocks"]] == [""]


def test_a_title_line_above_a_delimited_table_is_its_heading():
    text = "Undersøgelse 2023;;\nKommune;Ja;Nej\nOdense;5;7\nVejle;;2\n"
    assert blocks(text, ".csv") == [
        "h1 Undersøgelse 2023",
        "row3 Kommune: Odense; Ja: 5; Nej: 7",
        "row4 Kommune: Vejle; Nej: 2",
    ]


def test_a_delimited_table_is_known_under_a_wrong_suffix():
    assert (
        blocks("Navn;År;Antal\nA;2020;1\nB;2021;2\n", ".txt")[0]
        == "row2 Navn: A; År: 2020; Antal: 1"
    )


def test_whole_questions_above_short_answers_are_column_headings():
    question = "I hvilken grad oplever I, at økonomi er en barriere for at tage teknologi i brug?"
    text = f"Kommune;{question}\nOdense;I høj grad\nVejle;Slet ikke\n"
    assert blocks(text, ".csv")[0] == f"row2 Kommune: Odense; {question}: I høj grad"


def test_a_row_too_long_for_one_passage_is_parted_and_each_part_says_whose_it_is():
    names = [f"Spørgsmål {n}" for n in range(30)]
    text = ";".join(["Kommune", *names]) + "\nOdense;" + ";".join(["et længere svar her"] * 30)
    found = blocks(text, ".csv")
    assert len(found) == 2
    assert all(row.startswith("row2 Kommune: Odense; Spørgsmål ") for row in found)


def test_lines_that_each_begin_with_a_bold_name_stand_apart():
    text = "**Til stede:** Lene, Morten\n**Afbud**: Bente\n\nDet er **ikke** slut,\n**men** snart."
    assert blocks(text, ".md") == [
        "p Til stede: Lene, Morten",
        "p Afbud: Bente",
        "p Det er ikke slut,\nmen snart.",
    ]


def test_a_name_in_markdown_front_matter_is_text_and_a_menus_order_is_none():
    page = "---\nnavn: Skyggeprojektet\nnav_order: 3\n---\n# Solskærme\n\nDe er blå.\n"
    texts = [block["text"] for block in reply(page.encode(), ".md")["blocks"]]
    assert texts == ["Solskærme", "Navn: Skyggeprojektet", "De er blå."]


def test_boxes_of_tasks_terms_and_lines_of_code_are_read_as_they_are_meant():
    text = "- [ ] cykelhjelm\n- [x] lygter\n\nDepot\n: Her står cyklerne.\n\n"
    text += "```\n# tæl cyklerne\ncykel --antal\n```\n"
    assert blocks(text, ".md") == [
        "-1 cykelhjelm",
        "-1 lygter",
        "-1 Depot: Her står cyklerne.",
        "-1 # tæl cyklerne",
        "-1 cykel --antal",
    ]


def test_letters_that_were_encoded_twice_are_mended_where_none_is_right():
    twice = "Cyklerne må ikke stå på gangen, Øst.".encode().decode("cp1252")
    assert blocks(twice) == ["p Cyklerne må ikke stå på gangen, Øst."]
    assert blocks("Programmet viser æ som Ã¦ på skærmen.") == [
        "p Programmet viser æ som Ã¦ på skærmen."
    ]
