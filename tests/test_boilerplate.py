"""Which lines are a web site's and which are the document's."""

import tomllib
from pathlib import Path

import pytest
from raw_documents import count, raw, texts

from ingest.clean import clean
from ingest.read import read

PAGES = tomllib.loads(Path(__file__).with_name("pages.toml").read_text(encoding="utf-8"))
WHOLE = tomllib.loads(Path(__file__).with_name("whole_pages.toml").read_text(encoding="utf-8"))
SOURCES = Path(__file__).parents[2] / "shared" / "sources"

TITLE = "Robotter hjælper beboerne på plejehjemmet Solgården"
ARTICLE = [
    "Plejehjemmet Solgården har siden 2019 brugt tre robotter til at servere mad for beboerne, og "
    "personalet er glade for hjælpen.",
    "I det første år sparede medarbejderne omkring to timer om ugen, som nu bruges på samtaler med "
    "beboerne. Det viser kommunens egen opgørelse.",
    "Kommunen vil nu udbrede robotterne til fem andre plejehjem. Det sker i løbet af to år, "
    "fortæller lederen af plejehjemmet.",
    "Prisen for en robot er 85.000 kroner, og den kan bruges i mindst fem år, før den er slidt.",
]


def cleaned(*lines):
    return clean(raw(*lines, title=TITLE))


@pytest.mark.parametrize("lines", PAGES["above"], ids=lambda lines: lines[0])
def test_nothing_above_the_title_stays(lines):
    document = cleaned(*lines, TITLE, *ARTICLE)
    assert texts(document) == [TITLE, *ARTICLE]
    assert count(document, "boilerplate_removed") >= len(lines)


@pytest.mark.parametrize("lines", PAGES["below"], ids=lambda lines: lines[0])
def test_nothing_below_the_article_stays(lines):
    assert texts(cleaned(TITLE, *ARTICLE, *lines)) == [TITLE, *ARTICLE]


@pytest.mark.parametrize("lines", PAGES["between"], ids=lambda lines: lines[0])
def test_nothing_between_the_paragraphs_stays(lines):
    document = cleaned(TITLE, *ARTICLE[:2], *lines, *ARTICLE[2:])
    assert texts(document) == [TITLE, *ARTICLE]


@pytest.mark.parametrize("name", PAGES["documents"])
def test_a_document_of_its_own_comes_through_whole(name):
    lines = PAGES["documents"][name]
    document = clean(raw(*lines, title=lines[0]))
    assert [text.removeprefix("- ") for text in lines] == texts(document)
    assert not count(document, "boilerplate_removed")


@pytest.mark.parametrize("name", PAGES["documents"])
def test_a_document_stays_whole_when_a_footer_is_put_under_it(name):
    lines = PAGES["documents"][name]
    footer = ["Tilmeld dig vores nyhedsbrev", "Følg os på LinkedIn", "Cookiepolitik", "Til toppen"]
    found = texts(clean(raw(*lines, *footer, title=lines[0])))
    assert [text.removeprefix("- ") for text in lines] == found


def test_a_button_glued_to_a_sentence_goes_without_the_sentence():
    document = cleaned(TITLE, f"{ARTICLE[0]}Øverst på formularen", *ARTICLE[1:])
    assert texts(document) == [TITLE, *ARTICLE]


def test_buttons_glued_to_each_other_go():
    document = cleaned(TITLE, *ARTICLE, "Få siden læst op Giv feedbackTil toppen")
    assert texts(document) == [TITLE, *ARTICLE]


def test_a_sentence_about_cookies_goes_and_its_neighbour_stays():
    mixed = "Robotterne kører på batteri. Vi bruger cookies for at gøre siden bedre."
    document = cleaned(TITLE, *ARTICLE, mixed, ARTICLE[0])
    assert "Robotterne kører på batteri." in texts(document)
    assert "cookies" not in document.text


def test_what_stands_between_a_title_and_its_repetition_goes():
    box = ["Anne Holm", "Skriv til mig", "Indtast dit navn", "En robot på en gang i august 2019."]
    assert texts(cleaned(TITLE, *box, TITLE, *ARTICLE)) == [TITLE, *ARTICLE]


def test_a_lead_between_a_title_and_its_repetition_stays():
    assert texts(cleaned(TITLE, ARTICLE[1], TITLE, *ARTICLE)) == [TITLE, ARTICLE[1], *ARTICLE]


def test_a_menu_of_contents_goes_and_the_headings_it_names_stay():
    headings = ["Baggrund for forsøget", "Resultater af forsøget"]
    lines = ["Indhold", *headings, headings[0], ARTICLE[0], headings[1], ARTICLE[1]]
    document = cleaned(TITLE, *lines)
    assert texts(document) == [TITLE, headings[0], ARTICLE[0], headings[1], ARTICLE[1]]


@pytest.mark.parametrize("counted", ["{}", "1. {}"])
def test_a_question_in_a_menu_of_contents_goes_when_it_is_a_heading_below(counted):
    asked = ["Hvornår skal vi være to?", "Hvad koster en lift?"]
    lines = ["Indhold", *map(counted.format, asked), asked[0], ARTICLE[0], asked[1], ARTICLE[3]]
    kinds = ["heading"] * 2 + ["list_item"] * 2 + ["heading", "paragraph"] * 2
    document = clean(raw(TITLE, *lines, title=TITLE, kinds=kinds))
    assert texts(document) == [TITLE, *lines[3:]]


def test_a_table_of_contents_with_page_numbers_goes():
    entries = ["Indholdsfortegnelse", "1. Baggrund 3", "2. Resultater 7", "Bilag ........ 12"]
    assert texts(cleaned(TITLE, *entries, *ARTICLE)) == [TITLE, *ARTICLE]


def test_a_picture_text_without_a_verb_goes_from_the_end():
    assert texts(cleaned(TITLE, *ARTICLE, "Mand med en robot på en gang.")) == [TITLE, *ARTICLE]


def test_a_photographers_name_goes_and_the_picture_text_with_a_verb_stays():
    document = cleaned(TITLE, *ARTICLE, "Robotten kører selv hjem. Foto: Lars Juul")
    assert texts(document)[-1] == "Robotten kører selv hjem."


def test_a_writers_name_goes_with_what_the_writer_is():
    lines = ["Af Anne Holm, kommunikationskonsulent", "Af Bo Juul, journalist ved Ærø Kommune"]
    assert texts(cleaned(TITLE, *lines, *ARTICLE)) == [TITLE, *ARTICLE]
    told = "Af Ærø Kommune, som betaler for ti robotter"
    assert told in texts(cleaned(TITLE, *ARTICLE[:2], told, *ARTICLE[2:]))


def test_a_heading_over_nothing_but_links_goes():
    kinds = ["heading", "paragraph", "heading", "paragraph", "heading", "paragraph"]
    lines = [TITLE, ARTICLE[0], "Materialer", "Hent rapporten her", "Priser", ARTICLE[3]]
    document = clean(raw(*lines, title=TITLE, kinds=kinds))
    assert texts(document) == [TITLE, ARTICLE[0], "Priser", ARTICLE[3]]


def test_a_question_over_text_that_stays_stays_with_it():
    kinds = ["heading", "paragraph", "heading", "paragraph"]
    call = "Du ringer til Borgerservice, som har åbent fra mandag til fredag, og spørger om prisen."
    lines = [TITLE, ARTICLE[0], "Har du spørgsmål?", call]
    assert texts(clean(raw(*lines, title=TITLE, kinds=kinds))) == lines


def test_rows_of_a_table_stay_whatever_they_hold():
    rows = ["Navn: Anne Holm; Telefon: 12 34 56 78", "Navn: Bo Juul; Telefon: 87 65 43 21"]
    kinds = ["heading", "paragraph", "table_row", "table_row"]
    document = clean(raw(TITLE, ARTICLE[0], *rows, title=TITLE, kinds=kinds))
    assert texts(document)[2:] == rows


def test_a_contact_page_of_a_report_stays():
    lines = [TITLE, *ARTICLE, "Kontakt", "Anne Holm", "Tlf. 12 34 56 78", "anho@eksempel.dk"]
    assert texts(clean(raw(*lines, title=TITLE, path="rapport.pdf"))) == lines


def test_a_byline_that_goes_still_tells_the_year():
    document = cleaned(TITLE, "Af Anne Holm · 20. maj 2025 kl. 05.00", *ARTICLE)
    assert (texts(document), document.year) == ([TITLE, *ARTICLE], 2025)


def test_the_footer_still_tells_publisher_and_the_stamp_the_year():
    footer = ["Eksempel Kommune", "CVR-nr. 12345678", "Tlf. 12 34 56 78", "Cookiepolitik"]
    document = cleaned("Publiceret 12.03.21", TITLE, *ARTICLE, *footer, "Opdateret 1.2.2024")
    assert (document.publisher, document.year) == ("Eksempel Kommune", 2021)


def test_a_title_that_is_a_menus_word_gives_way_to_the_first_line():
    assert clean(raw("Indhold", TITLE, *ARTICLE, title="Indhold")).title == TITLE


def _squeezed(text):
    return "".join(filter(str.isalnum, text.casefold()))


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize("name", WHOLE)
def test_of_a_page_copied_from_a_browser_the_article_stays_and_nothing_else(name, gap, tmp_path):
    path = tmp_path / "side.txt"
    path.write_text(gap.join(line[1:] for line in WHOLE[name]), encoding="utf-8")
    document = read(path, "side.txt")
    own = [line[1:] for line in WHOLE[name] if line.startswith("+")]
    assert document.title == own[0]
    assert _squeezed(document.text) == _squeezed("".join(own))


FURNITURE = [
    "indtast",
    "kontaktperson",
    "skriv til mig",
    "sender besked",
    "tak for din besked",
    "vi beklager",
    "teknisk fejl",
    "telefonnummer",
    "skip til",
    "abonn",
    "cvr",
    "åbningstid",
    "mandag",
    "følg os",
    "læst op",
    "tilgængelighed",
    "feedback",
    "formularen",
    "foto:",
    "download",
    "yderligere materiale",
    "09:47",
    "borgerservice",
    "iført",
    "send e-mail",
]


@pytest.mark.skipif(not SOURCES.is_dir(), reason="the real pages are not here")
@pytest.mark.parametrize("path", sorted(SOURCES.glob("*.txt")), ids=lambda path: path.name)
def test_real_pages_lose_their_furniture_and_no_paragraph(path):
    lines = [line.strip() for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
    document = clean(raw(*lines, path=path.name))
    assert not [word for word in FURNITURE if word in document.text.casefold()]
    flat = document.text.replace("\n", " ")
    for line in lines:
        own = " ".join(line.split()).lstrip("•- ").replace("sen¬s", "sens")
        own = own.removesuffix("Øverst på formularen")
        assert own in flat or len(line) < 250 or "teknisk fejl" in line


@pytest.mark.parametrize(
    "notice",
    [
        "Denne e-mail og evt. vedhæftede filer er fortrolige og kun til brug for modtageren. Hvis "
        "du har modtaget denne mail ved en fejl, bedes du slette den.",
        "Denne mail kan indeholde fortrolige oplysninger. Er du ikke rette modtager, bedes du "
        "slette mailen og give os besked.",
        "Denne mail er fortrolig. Har du modtaget den ved en fejl, så slet den og giv os besked.",
        "Fanø Kommune behandler dine personoplysninger fortroligt. Læs mere på fanoe.example/data.",
        "This e-mail and any attachments are confidential and intended solely for the addressee. "
        "If you are not the intended recipient, please delete it.",
        "Tænk på miljøet, før du printer denne mail.",
        "Sendt fra min iPhone",
        "Kan du ikke læse mailen? Se den i browseren",
        "Du modtager denne mail, fordi du er tilmeldt vores nyhedsbrev. Afmeld",
        "Læs om, hvordan vi behandler dine personoplysninger, på aaby.example/gdpr",
    ],
)
def test_what_mail_programs_and_senders_put_under_every_mail_goes(notice):
    assert texts(cleaned(TITLE, *ARTICLE, notice)) == [TITLE, *ARTICLE]


@pytest.mark.parametrize(
    "rule",
    [
        "Hvis du modtager en mail ved en fejl, skal du slette den og give afsenderen besked.",
        "Har du modtaget den ved en fejl, ringer du til depotet, som henter sengen inden 14 dage.",
        "Fanø Kommune behandler dine personoplysninger, når du søger om en plads i dagcentret.",
        "Borgerne får at vide, hvordan kommunen behandler deres personoplysninger, når de flytter.",
        "Tre borgere kan ikke læse mailen, og de ringer i stedet til visitationen om torsdagen.",
    ],
)
def test_a_rule_about_mail_stays(rule):
    assert texts(cleaned(TITLE, *ARTICLE, rule)) == [TITLE, *ARTICLE, rule]


SENT = "Du søger hos visitationen i kommunen, eller du ringer til hjælpemiddeldepotet på hverdage."
FOOTER = ["Eksempel Kommune", "Torvet 2, 5000 Eksempelby", "CVR 12345678", "Cookiepolitik"]


@pytest.mark.parametrize(
    "box",
    [
        ["Kontakt", "Visitationen Sundhed og Omsorg", "Tlf. 87 00 01 23", "Man-tors 8.30-14.00"],
        ["Hjælpemiddeldepotet", "Industrivej 4, 5000 Eksempelby", "Åbent mandag kl. 9-15"],
        ["Telefontid hos visitationen: 8.30-14.00"],
        ["Kontakt visitationen", "Telefon: 66 12 34 56", "Telefontid", "Mandag-fredag: 9-12"],
    ],
    ids=lambda box: box[0],
)
def test_how_to_reach_a_service_that_the_page_sends_to_stays_and_the_footer_goes(box):
    lines = texts(cleaned(TITLE, *ARTICLE, SENT, *box, *FOOTER))
    assert lines == [TITLE, *ARTICLE, SENT, *box]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        (
            ["Spring til hovedindhold", "Menu Søg Selvbetjening English", "Vi bruger cookies"]
            + ["[Kun nødvendige] [Acceptér alle]", "Forside > Borger > Senior > Robotter"],
            ["Fandt du, hvad du søgte? Ja | Nej", "Del siden: Facebook | LinkedIn | Print"]
            + ["Sidst opdateret 06.03.2024", "Om hjemmesiden | Databeskyttelse | CVR 29189846"],
        ),
        (
            ["Gå til indhold", "[Tillad alle] [Afvis alle]", "Hjem / Ældre / Hjælpemidler"],
            ["Var siden til hjælp?", "[Ja] [Nej]", "Del på Facebook", "Til toppen"],
        ),
        (
            ["Læs op", "MENU | SØG | LOG IND", "Du er her: Forside / Sundhed"],
            ["Læs også", "Nye lofter på plejehjem", "Tilmeld nyhedsbrev", "© Eksempel Kommune"],
        ),
    ],
    ids=["municipality", "service", "intranet"],
)
def test_three_sites_frames_go_and_the_title_is_the_pages(above, below, tmp_path):
    path = tmp_path / "side.txt"
    path.write_text("\n\n".join([*above, TITLE, *ARTICLE, *below]), encoding="utf-8")
    document = read(path, "side.txt")
    assert (document.title, texts(document)) == (TITLE, [TITLE, *ARTICLE])
