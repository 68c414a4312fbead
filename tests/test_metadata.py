"""What a document is and where it comes from: said by people, by the file, by its text."""

from dataclasses import replace
from pathlib import Path

import pytest
from raw_documents import raw

from ingest.clean import clean
from ingest.errors import SettingsError
from ingest.metadata import Source, describe, load_sources

SOURCES = Path(__file__).parents[2] / "shared" / "sources"
LONG = (
    "Kommunen har afprøvet nye sensorer i ti hjem, og de virker efter hensigten hos de fleste, "
    "siger ledelsen, som nu vil udbrede dem til resten af byen i de kommende år."
)

IMPRINT = "Skive Kommune · Pleje · Torvet 5 · 7800 Skive · Udgivet 2021 · Oplag: 2.000"


def described(*lines, **options):
    return describe(raw(*lines, **options), {})


def written(tmp_path, text):
    (tmp_path / "sources.toml").write_text(text, encoding="utf-8")
    return load_sources(tmp_path)


def test_a_folder_without_sources_has_none(tmp_path):
    assert load_sources(tmp_path) == {}


def test_sources_are_read_by_path(tmp_path):
    found = written(tmp_path, '["mappe/a.pdf"]\ntitle = "Strategi"\nyear = 2021\nkind = "strategy"')
    assert found == {"mappe/a.pdf": Source(title="Strategi", year=2021, kind="strategy")}


def test_a_byte_order_mark_before_the_sources_is_no_fault(tmp_path):
    (tmp_path / "sources.toml").write_bytes(b'\xef\xbb\xbf["a.txt"]\nyear = 2020\n')
    assert load_sources(tmp_path)["a.txt"].year == 2020


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('["a.pdf"]\naar = 2020', 'ukendt nøgle "aar" under ["a.pdf"]; kendte nøgler er title'),
        ('["a.pdf"]\nkind = "bog"', 'kind under ["a.pdf"] skal være en af report, survey'),
        ('["a.pdf"]\nyear = "2020"', 'year under ["a.pdf"] skal være et årstal'),
        ('["a.pdf"]\nyear = 20', "et årstal med fire cifre"),
        ('["a.pdf"]\nyear = true', "et årstal med fire cifre"),
        ('["a.pdf"]\ntitle = ""', 'title under ["a.pdf"] skal være en tekst'),
        ('["a.pdf"]\nsources = "x"', "en liste af adresser"),
        ('"a.pdf" = 5', '"a.pdf" skal være en tabel'),
        ('["a.pdf"\n', "kan ikke læses som TOML"),
    ],
)
def test_a_fault_in_the_sources_is_one_danish_sentence(tmp_path, text, says):
    with pytest.raises(SettingsError) as error:
        written(tmp_path, text)
    assert str(error.value).startswith("sources.toml") and says in str(error.value)


def test_what_people_say_wins_over_file_and_text():
    source = Source("Titel", "law", "Udgiver", 1999, "en", "https://eksempel.dk")
    document = replace(
        raw(LONG, title="x 2021"), publisher="Filen", year=2020, address="https://a.dk"
    )
    found = describe(document, {"side.txt": source})
    assert (found.title, found.kind, found.publisher) == ("Titel", "law", "Udgiver")
    assert (found.year, found.language, found.address) == (1999, "en", "https://eksempel.dk")


def test_what_the_file_says_wins_over_the_text():
    document = replace(raw(LONG, title="Strategi 2021"), publisher="Filen", year=2020)
    found = describe(document, {"anden.txt": Source(year=1999)})
    assert (found.publisher, found.year) == ("Filen", 2020)


@pytest.mark.parametrize(
    ("title", "path", "lead", "kind"),
    [
        ("Strategi for velfærdsteknologi 2021-2024", "a.pdf", LONG, "strategy"),
        ("Handleplan på demensområdet", "a.docx", LONG, "strategy"),
        ("Evaluering af robotstøvsugere", "slutrapport.pdf", LONG, "report"),
        ("Velfærdsteknologivurdering af en spiserobot", "vtv.pdf", LONG, "report"),
        ("Spørgeskema til kommunerne", "svar.xlsx", LONG, "survey"),
        ("Kommune-survey 2022", "tal.csv", LONG, "survey"),
        ("Temaer fra værkstedet", "noter.txt", LONG, "workshop_notes"),
        ("Referat af værksted", "noter.docx", LONG, "workshop_notes"),
        (
            "Noter fra konferencen om robotter",
            "a.docx",
            f"- Robotter, siger Bo. Konferencen. {LONG}",
            "workshop_notes",
        ),
        ("Sundhedsudvalget", "referat-fra-moedet.docx", LONG, "other"),
        ("Afgørelse om nødkald", "brev.txt", LONG, "other"),
        ("Udbud af kaldeanlæg", "a.html", LONG, "other"),
        ("Bekendtgørelse om hjælpemidler", "b.html", LONG, "law"),
        ("Serviceloven", "lov.txt", "§ 1. A.\n\n§ 2. B.\n\n§ 3. C.\n\n§ 4. D.", "law"),
        ("Pressemeddelelse: Nye robotter", "x.html", LONG, "article"),
        ("Forslag til indkøb", "x.docx", LONG, "other"),
        ("VS: Evaluering af robotter", "a.eml", LONG, "other"),
        (
            "Robotter",
            "x.docx",
            f"Projektleder: Ida. - Tid, siger Bo. Ro, siger Per. {LONG}",
            "other",
        ),
    ],
)
def test_title_name_and_first_lines_tell_the_kind(title, path, lead, kind):
    assert described(title, lead, title=title, path=path).kind == kind


def test_a_page_of_running_text_is_an_article():
    assert described("Nye sensorer", LONG, LONG, LONG, title="Nye sensorer").kind == "article"


def test_a_sites_page_of_many_short_paragraphs_is_an_article_as_one_of_long_ones_is():
    line = "Madservice koster 62 kr. om dagen, og maden bliver bragt ud inden klokken tolv."
    assert described("Madservice", *[line] * 5, path="mad.html").kind == "article"
    assert described("Madservice", *[line] * 5, path="mad.txt").kind == "other"
    assert described("Madservice", line, path="mad.html").kind == "other"


def test_a_letter_or_mail_of_running_text_is_no_article():
    lines = ("Nye sensorer", "Kære Bo", LONG, LONG, LONG)
    assert described(*lines, "Venlig hilsen", "Ida", title="Nye sensorer").kind == "other"
    assert described(*lines, title="Nye sensorer", path="a.eml").kind == "other"


@pytest.mark.parametrize(
    ("lines", "options", "year"),
    [
        (["Strategi 2022", LONG], {"title": "Strategi 2022"}, 2022),
        (["Strategi 2021-2024", LONG], {"title": "Strategi 2021-2024"}, 2021),
        (["Barrierer 2013-2023", LONG], {"title": "Barrierer 2013-2023"}, None),
        (["Et projekt fra 2013", LONG], {"title": "Et projekt fra 2013"}, None),
        ([LONG], {"path": "rapport-2019.pdf"}, 2019),
        (["Rapport om robotter", "Marts 2018", LONG], {}, 2018),
        (["Rapport om robotter", "12.03.2018", LONG], {}, 2018),
        ([LONG, "Udgivet af Eksempel Kommune, oktober 2016"], {}, 2016),
        ([LONG, "© Eksempel Institut 2017"], {}, 2017),
        (["Den 10. oktober mødtes 200 til konferencen Velfærd anno 2023.", LONG], {}, 2023),
        (["Referat", "Udvalgets møde torsdag den 16. april 2024 kl. 16.30", LONG], {}, 2024),
        (["Evaluering", "Vestby Kommune. Slutrapport, november 2024. Af Bo Lund.", LONG], {}, 2024),
        (
            ["Notat", "Visitationen. Dato: 15. januar 2025. Erstatter notat af 2021.", LONG],
            {},
            2025,
        ),
        (["Dør og lås", "Pjecen er opdateret i februar 2025.", LONG], {}, 2025),
        (["Workshop", "Træning. Afholdt den 22. maj 2024 i Kulturhuset. Af Ida.", LONG], {}, 2024),
        (["Måling blandt ansatte, gennemført 4.-25. november 2024.", LONG], {}, 2024),
        (["Vi fik en robot i 2019. Siden har vi lært meget.", LONG], {}, None),
        (["Undersøgelsen fra 2014 viser det samme som i 2012.", LONG], {}, None),
        (["Loven trådte i kraft den 1. juli 2019.", LONG], {}, None),
        (["Support", "Vejledning til ansatte. Gældende fra 1. januar 2025.", LONG], {}, 2025),
        (["Lift", "Gælder fra 1. juli 2024. Erstatter vejledningen fra 2021.", LONG], {}, 2024),
        (["Takster gældende pr. 01.01.2023", LONG], {}, 2023),
        (["Nyt om lov", "Den nye lov gælder fra 1. juli 2026.", LONG], {}, None),
    ],
)
def test_the_year_is_that_of_publication_or_none(lines, options, year):
    assert described(*lines, **options).year == year


@pytest.mark.parametrize(
    ("lines", "options", "publisher"),
    [
        ([LONG, "Udgivet af Eksempel Kommune, 2016"], {}, "Eksempel Kommune"),
        (["Hjørring Kommune", "Strategi for teknologi", LONG], {}, "Hjørring Kommune"),
        ([f"Furesø Kommune vil mere. {LONG}"], {"path": "furesoe-nyt.txt"}, "Furesø Kommune"),
        ([f"KL mener noget andet. {LONG}"], {"path": "kl/notat.docx"}, "KL"),
        ([f"KL mener noget andet. {LONG}"], {"path": "klub.docx"}, None),
        ([f"Aarhus Kommune og Vejle Kommune er med. {LONG}"], {}, None),
        (["KL vil. KL kan. KL gør. Se www.kl.dk/nyt og mere.", LONG], {}, "KL"),
        (["Se www.kl.dk/nyt og mere.", LONG], {}, None),
        ([LONG], {"title": "Referat: Udvalget, Lyngsø Kommune, 14. maj 2024"}, "Lyngsø Kommune"),
        ([LONG], {"title": "Samarbejde mellem Vejle Kommune, Fanø Kommune og KL"}, None),
        (["Lyngsø Kommune, Pleje. Udarbejdet af Staben, maj 2024.", LONG], {}, "Lyngsø Kommune"),
        (["Standard", "Åbjerg Kommune. Gælder fra 1. maj 2023.", LONG], {}, "Åbjerg Kommune"),
        (
            ["Møde", "Åbjerg Kommune. Møde nr. 7, kl. 15, lokale 2. Afbud: Bo.", LONG],
            {},
            "Åbjerg Kommune",
        ),
        (["Møde", "Åbjerg Kommune. Et møde med Vejle Kommune.", LONG], {}, None),
    ],
)
def test_the_publisher_is_named_in_a_place_for_it_or_none(lines, options, publisher):
    assert described(*lines, **options).publisher == publisher


@pytest.mark.parametrize(
    ("margins", "publisher"),
    [
        (["Ærø Kommune · Sundhed og Omsorg", "Side 1 af 3"], "Ærø Kommune"),
        (["Evaluering af nye robotter · Ærø Kommune"], "Ærø Kommune"),
        (
            ["Ældrerådet i Ærø Kommune", "Torvet 1, 5970 Ærøskøbing · Tlf. 11 22 33 44"],
            "Ærø Kommune",
        ),
        (["Besøg i Ærø Kommune"], None),
        (["Ærø Kommune", "Vejle Kommune"], None),
        (["Ærø Kommune og Vejle Kommune"], None),
    ],
)
def test_the_head_or_foot_of_the_pages_names_the_publisher(margins, publisher):
    document = replace(raw(f"Vi har besøgt Fanø Kommune. {LONG}"), margins=tuple(margins))
    assert describe(document, {}).publisher == publisher


@pytest.mark.parametrize(
    ("margins", "year"),
    [
        (["Godkendt af Sundhedschefen 12. september 2023 · Version 2.1"], 2023),
        (["Gælder fra 1. april 2024. Revideres senest i 2027"], None),
        (["Gælder fra 1. april 2024", "Revideres senest i 2027"], 2024),
        (["Senest opdateret 4. februar 2025"], 2025),
        (["Side 1 af 3", "Telefon 2021 2022"], None),
    ],
)
def test_the_head_or_foot_of_the_pages_tells_the_year(margins, year):
    document = replace(raw(LONG), margins=tuple(margins))
    assert describe(document, {}).year == year


def test_a_colophon_wins_over_the_head_of_the_pages():
    document = replace(raw(LONG, "Udgivet af KL, 2021"), margins=("Ærø Kommune",))
    assert describe(document, {}).publisher == "KL"
    assert describe(document, {"side.txt": Source(publisher="VIVE")}).publisher == "VIVE"


@pytest.mark.parametrize(
    ("line", "publisher"),
    [
        ("Lejre Kommunes Seniorråd", "Lejre Kommune"),
        ("Referat fra møde i Seniorrådet i Lejre Kommune, 3. maj 2024", "Lejre Kommune"),
        ("Udvalget for Sundhed og Ældre i Lejre Kommune", "Lejre Kommune"),
        ("Styregruppen for nye senge i Lejre Kommune", "Lejre Kommune"),
        ("Til Seniorrådet i Lejre Kommune", None),
        ("Til stede: Bo Lund, Seniorrådet i Lejre Kommune", None),
        ("Seniorrådet i Lejre Kommune har fået besøg.", None),
        ("Lejre Kommunes Seniorråd og Faxe Kommunes Ældreråd", None),
        ("Målgruppen i Lejre Kommune", None),
    ],
)
def test_a_municipalitys_committee_is_of_it_where_nothing_else_is_said(line, publisher):
    assert described("Møde", line, LONG).publisher == publisher


@pytest.mark.parametrize(
    ("address", "publisher"),
    [
        ("https://www.kl.dk/nyheder/1", "KL"),
        ("https://velfaerdsteknologi.aarhus.dk/x", "Aarhus Kommune"),
        ("https://www.herning.dk/borger", "Herning Kommune"),
        ("https://ukendt.dk/side", None),
    ],
)
def test_an_address_tells_the_publisher_it_belongs_to(address, publisher):
    document = replace(raw(f"{LONG} Herning Kommune er med."), address=address)
    assert describe(document, {}).publisher == publisher


def test_the_sites_name_leaves_the_title_and_becomes_the_publisher():
    found = described(LONG, title="Nødkald | Ærø Kommune")
    assert (found.title, found.publisher) == ("Nødkald", "Ærø Kommune")


def test_a_title_that_needs_its_sender_keeps_it():
    lines = ("Ærø Kommune – budgetnotat om nødkald", "Beløb i 1.000 kr. i alt")
    found = described(*lines, LONG, title=lines[0])
    assert (found.title, found.publisher) == ("Ærø Kommune – budgetnotat om nødkald", "Ærø Kommune")


def test_a_dash_inside_a_title_stays():
    assert described(LONG, title="Nødkald - hvem kan få det").title == "Nødkald - hvem kan få det"


def test_the_text_tells_its_language():
    english = (
        "The municipality has tested the robots for a year and the staff are happy with them. " * 2
    )
    assert described(english).language == "en"
    assert described(LONG).language == "da"


def test_a_page_that_names_its_own_address_has_it():
    assert described(LONG, "Kilde: https://eksempel.dk/side.").address == "https://eksempel.dk/side"


@pytest.mark.skipif(not SOURCES.is_dir(), reason="the real pages are not here")
@pytest.mark.parametrize(
    ("name", "kind", "publisher", "year"),
    [
        ("furesoe-velfaerdsinnovation.txt", "article", "Furesø Kommune", None),
        ("kl-teknologispring-2018.txt", "article", "KL", 2018),
        ("konference-velfaerdsteknologi-2023.txt", "article", None, 2023),
        ("teknologisk-institut-vaekstpotentiale.txt", "article", "Teknologisk Institut", None),
        ("vaerksted-opp-temaer.txt", "workshop_notes", None, None),
    ],
)
def test_real_pages_are_described(name, kind, publisher, year):
    text = (SOURCES / name).read_text(encoding="utf-8")
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    found = describe(clean(raw(*lines, path=name, title=lines[0])), {})
    assert (found.kind, found.publisher, found.year) == (kind, publisher, year)


@pytest.mark.parametrize(
    ("line", "publisher", "year"),
    [
        ("Nyborg Kommune, 3. juni 2019", "Nyborg Kommune", 2019),
        ("Nyborg Kommune, den 3. juni 2019", "Nyborg Kommune", 2019),
        ("Nyborg Kommune, Sundhed og Omsorg, d. 3.6.2019", "Nyborg Kommune", 2019),
        ("KL · marts 2021", "KL", 2021),
        ("Vejle Kommune, Center for Sundhed", "Vejle Kommune", None),
        ("Vejle Kommune, Odense Kommune og KL", None, None),
        ("Anne Holm, Vejle Kommune", None, None),
        (
            "Vejle Kommune, Jelling, 4. maj 2023. Leder: Bo. 22 deltog, heraf ti børn.",
            "Vejle Kommune",
            2023,
        ),
        ("Vejle Kommune, Jelling, 4. maj 2023. Besøg i Fanø Kommune.", None, 2023),
    ],
)
def test_the_first_lines_tell_who_and_when_with_a_date_or_office(line, publisher, year):
    document = described("Robotter i plejen", line, LONG, title="Robotter i plejen")
    assert (document.publisher, document.year) == (publisher, year)


@pytest.mark.parametrize(
    ("lines", "publisher", "year"),
    [
        (["Sundhed og Omsorg, Guldborgsund Kommune"], "Guldborgsund Kommune", None),
        (["Randers Kommune 2022"], "Randers Kommune", 2022),
        (
            ["Fra: Socialforvaltningen, Aabenraa Kommune", "Dato: 15.08.2022"],
            "Aabenraa Kommune",
            2022,
        ),
        (
            [LONG, "Udgivet af Sundhed og Omsorg, Aarhus Kommune, oktober 2018"],
            "Aarhus Kommune",
            2018,
        ),
        (["Udarbejdet af VIVE for Ældreministeriet, 2023"], "VIVE", 2023),
        (["Godkendt af byrådet den 12. december 2022"], None, 2022),
        (["14. november 2023, Medborgerhuset"], None, 2023),
        (["14. november 2022 begyndte forsøget"], None, None),
        (["Aktive aftaler om sensorer pr. 1. februar 2025"], None, 2025),
        (["BEK nr 123 af 14/06/2021"], None, 2021),
        (["Noter fra 14/9-2017, Vejle"], None, 2017),
        (["Udarbejdet november 2016, revideret marts 2019"], None, 2019),
        (["Tallene er fra 2016, og målingen gælder Odense Kommune."], None, None),
    ],
)
def test_letterheads_colophons_and_decisions_tell_who_and_when(lines, publisher, year):
    document = described("Sensorer i plejen", *lines, LONG, title="Sensorer i plejen")
    assert (document.publisher, document.year) == (publisher, year)


@pytest.mark.parametrize(
    ("lines", "publisher"),
    [
        (["Åby Kommune · Center for Ældre · maj 2023 · Udarbejdet af Bo Juhl"], "Åby Kommune"),
        (["Åby Kommune, Team Nord. Udarbejdet af konsulent Bo Juhl, maj 2022"], "Åby Kommune"),
        (["HØJE-TAASTRUP KOMMUNE", "Ældreudvalget"], "Høje-Taastrup Kommune"),
        (["Struer kommune", "Hjemmeplejen"], "Struer Kommune"),
        (["VORES KOMMUNE"], None),
        (["Pilotrapport, Thisted Kommune, 1. marts 2022 – 1. maj 2023"], "Thisted Kommune"),
        (["Morsø Kommune, Torvet 2, 7900 Nykøbing"], "Morsø Kommune"),
        (["Morsø Kommune, som har prøvet robotter i ti hjem"], None),
        (["Fælles depot for Ishøj og Vallensbæk Kommuner"], None),
        (["Ishøj Kommune", "Vallensbæk Kommune"], None),
        (["Udgivet af Ishøj og Vallensbæk Kommune, 2020"], None),
        (["Udgivet af Ishøj Kommune og Vallensbæk Kommune, 2020"], None),
        (["Udgivet af KL i samarbejde med Vejen Kommune, 2020"], "KL"),
        (["Udarbejdet af Bo Juhl, Vejen Kommune, 2020"], "Vejen Kommune"),
        (["Udarbejdet af konsulent Bo Juhl, 2020"], "Bo Juhl"),
        (["Ordregivende myndighed", "Skive Kommune, Torvegade 10, 7800 Skive."], "Skive Kommune"),
        ([LONG, "Med venlig hilsen", "Bo Juhl", "Skive Kommune, Torvegade 10"], "Skive Kommune"),
        ([f"Forsøget i Skive Kommune er slut. {LONG}"], None),
        (["Skive Kommune vil mere.", LONG, "Skriv til pleje@skive.dk."], "Skive Kommune"),
        (["Skive Kommune og Struer Kommune.", LONG, "Skriv til pleje@skive.dk."], None),
        (["Skive Kommune – revideret august 2020"], "Skive Kommune"),
        (["Skive Kommune – aktive aftaler om sensorer"], "Skive Kommune"),
        (["Ring til Struer Kommune om natten.", LONG, IMPRINT], "Skive Kommune"),
    ],
)
def test_letterheads_bylines_and_signatures_name_one_organisation_or_none(lines, publisher):
    document = described("Sensorer i plejen", *lines, LONG, title="Sensorer i plejen")
    assert document.publisher == publisher


@pytest.mark.parametrize(
    ("lines", "margins", "publisher"),
    [
        (["Udarbejdet af Sekretariatet for Ærø Kommune"], (), "Ærø Kommune"),
        (["Analysehuset Vest", "Maj 2023"], (), "Analysehuset Vest"),
        (["Analysehuset Vest", "Maj 2023"], ("Ærø Kommune",), "Ærø Kommune"),
        (["TeknikForum, marts 2022"], ("TeknikForum", "Side"), "TeknikForum"),
        (["TeknikForum, marts 2022"], (), None),
        (["Markedsanalyse, maj 2024"], ("Markedsanalyse",), None),
        (["Ærø Kommune og Skive Kommune, marts 2022"], ("Ærø Kommune og Skive Kommune",), None),
        (["Politik for frivillighed i Ærø Kommune 2024-2027"], (), "Ærø Kommune"),
        (["Evaluering af politik for frivillighed i Ærø Kommune 2024"], (), None),
        (["Nyhedsbrev fra Pleje og Omsorg i Ærø Kommune · nr. 3"], (), "Ærø Kommune"),
        (
            ["BEK nr 88 af 03/05/2021", "§ 1. Sådan er det.", "Kirkeministeriet, den 3. maj 2021"],
            (),
            "Kirkeministeriet",
        ),
    ],
)
def test_the_front_and_the_signature_name_who_made_it(lines, margins, publisher):
    document = replace(raw(*lines, title="Hverdag med teknologi"), margins=margins)
    assert describe(document, {}).publisher == publisher


@pytest.mark.parametrize(
    ("lines", "title", "year"),
    [
        (["Opgjort den 30. juni 2024 af kørselslederen"], "Vogne", 2024),
        (["Opgjort i 2020-priser"], "Vogne", None),
        (["Plejeforvaltningen, april 2023, 3. udgave"], "Håndbog om vogne", 2023),
        (["Aftalen er indgået den 4. maj 2021 mellem to parter."], "Aftale om vask", 2021),
        (["Aftalen er indgået den 4. maj 2021 mellem to parter."], "Erfaringer med vask", None),
    ],
)
def test_counts_editions_and_agreements_tell_their_year(lines, title, year):
    assert described(*lines, LONG, title=title).year == year


@pytest.mark.parametrize(
    ("title", "lead", "kind"),
    [
        ("Notat om vaskerobotter", "Center for Sundhed", "other"),
        ("Terapeut til genoptræning", "Ansøgningsfrist: 1. maj 2024", "other"),
        ("Robotter vasker gulve", "Skrevet i foråret", "article"),
        ("Fra os til jer", "Nyhedsbrev fra Pleje og Omsorg · nr. 3", "article"),
    ],
)
def test_a_note_or_a_vacancy_is_no_article_and_a_newsletter_is(title, lead, kind):
    assert described(lead, *([LONG] * 4), title=title, path="side.md").kind == kind


@pytest.mark.parametrize(
    ("title", "publisher"),
    [
        ("Undersøgelse blandt ansatte, Nyborg Kommune, maj 2023 (i pct.)", "Nyborg Kommune"),
        ("Evaluering af skærmbesøg (Nyborg Kommune, 2022)", "Nyborg Kommune"),
        ("Handleplan for teknologi Nyborg 2024-2026", "Nyborg Kommune"),
        ("Handleplan for teknologi Kerteminde 2024-2026", None),
        ("Nye robotter i Nyborg", None),
        ("Møde mellem Nyborg Kommune, Assens Kommune og KL", None),
    ],
)
def test_a_title_names_the_municipality_that_the_text_speaks_of(title, publisher):
    lines = (f"I Nyborg Kommune er der ti robotter. {LONG}", LONG)
    assert described(*lines, title=title).publisher == publisher


@pytest.mark.parametrize(
    ("title", "line", "publisher"),
    [
        ("Sensorer i Faxe Kommune", "Sensorerne er nye.", "Faxe Kommune"),
        ("Kort over Faxe Kommunes hjemmepleje", "Kilde: Faxe Kommune, Depotet", "Faxe Kommune"),
        ("Sensorer i Faxe Kommune", "Stevns Kommune har også sensorer.", None),
        ("Sensorer i Faxe Kommune", "Forsøg med Teknologisk Institut", None),
        ("Sensorer i Faxe Kommune", "Udført af Firmaet for Faxe Kommune, 2019", None),
        ("Sensorer i Faxe Kommune", "Af journalist Bo Lund", None),
        (
            "Notat om sensorer",
            "Faxe Kommune har ti sensorer. Kommunen køber flere.",
            "Faxe Kommune",
        ),
        ("Notat om sensorer", "Et firma i Faxe Kommune har dem. Kommunen køber flere.", None),
        ("Notat om sensorer", "Faxe Kommune har ti. Kommunen køber flere, siger Bo Lund.", None),
        ("Notat om sensorer", "Faxe Kommune har ti. Kommunen køber flere af KL.", None),
    ],
)
def test_the_only_municipality_of_a_text_is_its_publisher_where_it_speaks_itself(
    title, line, publisher
):
    text = "Hver sensor koster 900 kr. og virker i fem år, når den er sat rigtigt op af en montør."
    assert described(title, line, text, title=title).publisher == publisher


def test_a_table_with_one_municipality_in_its_cells_is_of_it():
    rows = ["Kommune: Faxe Kommune; Enheder: 12", "Kommune: Faxe Kommune; Enheder: 3"]
    kinds = ["table_row", "table_row", "table_row"]
    assert described(*rows, kinds=kinds).publisher == "Faxe Kommune"
    labels = ["Kommune: Faxe Kommune, Økonomi og Analyse", "Udarbejdet af: Controller Bo Lund"]
    assert described(*labels, kinds=kinds[:2]).publisher == "Faxe Kommune"
    other = "Kommune: Stevns Kommune; Enheder: 4"
    assert described(*rows, other, kinds=kinds).publisher is None


def test_the_one_year_in_the_names_of_sheets_is_the_year():
    rows = raw(
        "Teknologi: Sovekat; Antal: 51", "Teknologi: Pude; Antal: 3", kinds=["table_row"] * 2
    )

    def year(*sheets):
        named = zip(rows.blocks, sheets, strict=True)
        blocks = tuple(replace(block, sheet=sheet) for block, sheet in named)
        return describe(replace(rows, blocks=blocks), {}).year

    assert year("Udlån 2023", "Udlån 2023") == year("Udlån 2023", "Vejledning") == 2023
    assert year("2022", "2023") is None


def test_a_date_after_the_word_of_publication_is_the_year():
    line = "Bekendtgørelse | Åbent udbud | Offentliggjort 2. oktober 2023"
    assert described("Udbud af kaldeanlæg", line, LONG, title="Udbud af kaldeanlæg").year == 2023
