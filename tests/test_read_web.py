"""Web pages and mail."""

import pytest
from reading import blocks, reply, sections

from ingest.chunk import sentences
from ingest.read import read

PAGE = """<!doctype html><html lang="da-DK"><head><title>Skærmbesøg | Odense Kommune</title>
<meta property="og:site_name" content="Odense Kommune">
<meta property="article:published_time" content="2023-10-03T08:00">
<link rel="canonical" href="https://odense.dk/skaerm"><script>var a = "kode";</script></head>
<body><div id="cookie-banner"><p>Vi bruger cookies.</p></div>
<header><nav><ul><li><a href="/">Forside</a></li><li><a href="/om">Om</a></li></ul></nav></header>
<main><h1>Skærmbesøg i hjemmeplejen</h1><p>Over <b>150 borgere</b> får<br>besøg.</p>
<h2>Fordele</h2><ul><li>Tid<ul><li>Mindre kørsel</li></ul></li><li>Ro</li></ul>
<table><thead><tr><th rowspan="2">By</th><th colspan="2">2023</th></tr><tr><th>Antal</th>
<th>Andel</th></tr></thead><tr><td>Odense</td><td>150</td><td>45 %</td></tr></table>
<p style="display:none">Skjult.</p><p hidden>Også skjult.</p><p>Slut.</p></main>
<footer><p>Åbningstider</p></footer></body></html>"""


def test_a_page_keeps_its_substance_and_drops_menus_banners_and_scripts():
    assert blocks(PAGE, ".html") == [
        "h1 Skærmbesøg i hjemmeplejen",
        "p Over 150 borgere får\nbesøg.",
        "h2 Fordele",
        "-1 Tid",
        "-2 Mindre kørsel",
        "-1 Ro",
        "row3 By: Odense; 2023 – Antal: 150; 2023 – Andel: 45 %",
        "p Slut.",
    ]


def test_a_page_tells_title_publisher_year_language_and_address():
    assert reply(PAGE, ".html")["metadata"] == {
        "title": "Skærmbesøg i hjemmeplejen",
        "publisher": "Odense Kommune",
        "year": 2023,
        "language": "da",
        "address": "https://odense.dk/skaerm",
    }


def test_when_a_page_was_changed_is_kept_from_its_footer():
    page = "<main><h1>Nødkald</h1><p>Alle kan få et.</p></main>"
    found = reply(f"{page}<footer>Torvet 1 · Senest opdateret 4. februar 2025</footer>", ".html")
    assert found["margins"] == ["opdateret 4. februar 2025"]


def test_text_that_is_not_shown_is_counted():
    assert reply(PAGE, ".html")["notices"]["hidden_text"] == 2


def test_a_page_without_main_keeps_everything_but_its_menu():
    links = "".join(f'<li><a href="/{n}">Menupunkt {n}</a></li>' for n in range(6))
    text = f"<ul>{links}</ul><div>Løs tekst <i>her</i><div>og her</div></div>"
    assert blocks(f"<html><body>{text}</body></html>", ".html") == ["p Løs tekst her", "p og her"]


def test_entries_that_link_to_their_own_headings_and_short_menus_go():
    text = "<div class='col leftmenu'><ul><li><a href='/a'>Madservice</a></li></ul></div>"
    text += "<ul><li><a href='#p1'>Punkt 1: Pris</a></li><li><a href='#p2'>Punkt 2: Frist</a></li>"
    text += "<li><a href='#p9'>Punkt 9: Lukket</a></li></ul><div id=p1><h2>Punkt 1: Pris</h2></div>"
    text += "<h2 id=p2>Punkt 2: Frist</h2>"
    assert blocks(f"<html><body>{text}</body></html>", ".html") == [
        "-1 Punkt 9: Lukket",
        "h2 Punkt 1: Pris",
        "h2 Punkt 2: Frist",
    ]


def test_what_a_blog_puts_around_a_post_goes_and_readers_who_say_more_than_it_stay():
    text = "<div class='top-bar'>Ring: 55 44 33 22</div><h1>Gåture</h1><p>Vi går hver tirsdag.</p>"
    text += "<div class='jp-relatedposts'><p>Strik</p></div><div class='widget-area'><h4>Kalender"
    text += "</h4></div><div class='elementor-widget'><p>Vi mødes klokken ti.</p></div>"
    comments = "<div id=comments><h2>Kommentarer</h2><p>God tur!</p></div>"
    found = ["h1 Gåture", "p Vi går hver tirsdag.", "p Vi mødes klokken ti."]
    assert blocks(f"<html><body>{text}{comments}</body></html>", ".html") == found
    said = comments.replace("God tur!", "Jeg gik med i går, og det var en god tur. " * 9)
    assert len(blocks(f"<html><body>{text}{said}</body></html>", ".html")) == len(found) + 2


def test_a_list_of_sources_with_links_inside_the_text_is_no_menu():
    items = "".join(
        f'<li>Rapport {n} om velfærdsteknologi fra <a href="/">KL</a></li>' for n in range(5)
    )
    assert len(blocks(f"<html><body><p>Kilder:</p><ul>{items}</ul></body></html>", ".html")) == 6


def test_a_caption_names_the_section_of_its_rows():
    text = "<table><caption>Andele</caption><tr><th>År<th>Ja<tr><td>2022<td>5</table>"
    assert sections(text, ".html")["År: 2022; Ja: 5"] == ["Andele"]


def test_a_layout_table_is_read_as_running_text():
    text = (
        f"<html><body><table><tr><td><h2>Nyt</h2><p>{'Lang tekst. ' * 40}</p></table></body></html>"
    )
    assert blocks(text, ".html")[0] == "h2 Nyt"


def test_the_bytes_decide_against_a_wrong_declaration():
    text = (
        '<html><head><meta charset="iso-8859-1"></head><body><p>Rådgivning på Ærø</p></body></html>'
    )
    assert blocks(text.encode("utf-8"), ".html") == ["p Rådgivning på Ærø"]
    assert blocks(text.encode("iso-8859-1"), ".html") == ["p Rådgivning på Ærø"]


def test_bold_lines_and_folding_buttons_head_what_follows():
    text = "<p><strong>Priser</strong></p><p>Ti kr.</p><button aria-expanded=false>Hvem får det?"
    text += "</button><p>Alle.</p><h2><button>Klage</button></h2><p>Skriv.</p><button>Send</button>"
    assert blocks(f"<html><body>{text}</body></html>", ".html") == [
        "h1 Priser",
        "p Ti kr.",
        "h2 Hvem får det?",
        "p Alle.",
        "h2 Klage",
        "p Skriv.",
    ]


def test_what_a_control_unfolds_is_read_beside_what_the_others_unfold():
    text = "<h2>Nødkald</h2><div><button aria-expanded=false>Hvad koster det?</button><div hidden>"
    text += "<p>Ti kr.</p></div><a href='#tid' aria-expanded=false>Hvor længe?</a><div id=tid "
    text += "style='display:none'><p>Otte uger.</p></div></div><details><summary>Klage</summary>"
    text += "<p>Skriv.</p></details><h3><button aria-controls=tov aria-expanded=false>Udstyr"
    text += "</button></h3><div id=tov aria-hidden=true><p>En ring.</p></div>"
    text += "<div><button role=tab aria-controls=f1>Lov</button><button role=tab id=t2>Frist"
    text += "</button></div><div role=tabpanel id=f1>Paragraf 112.</div><div role=tabpanel hidden "
    text += "aria-labelledby=t2>Fire uger.</div><p>Slut.</p>"
    found = sections(f"<html><body>{text}</body></html>", ".html")
    assert {told: path for told, path in found.items() if told.endswith(".")} == {
        "Ti kr.": ["Nødkald", "Hvad koster det?"],
        "Otte uger.": ["Nødkald", "Hvor længe?"],
        "Skriv.": ["Nødkald", "Klage"],
        "En ring.": ["Nødkald", "Udstyr"],
        "Paragraf 112.": ["Nødkald", "Udstyr", "Lov"],
        "Fire uger.": ["Nødkald", "Udstyr", "Frist"],
        "Slut.": ["Nødkald", "Udstyr"],
    }


def test_a_tab_that_names_no_sheet_opens_the_one_in_its_place():
    tabs = "<div><div role=tablist><a role=tab>Pris</a><a role=tab>Frist</a></div>"
    sheets = "<div role=tabpanel><p>Ti kr.</p></div><div role=tabpanel hidden><p>To uger.</p></div>"
    found = sections(f"<html><body><h2>Lift</h2>{tabs}</div>{sheets}</body></html>", ".html")
    assert found["Ti kr."] == ["Lift", "Pris"]
    assert found["To uger."] == ["Lift", "Frist"]
    one = sheets.replace("role=tabpanel><p>Ti", "><p>Ti")
    assert "To uger." not in sections(f"<html><body>{tabs}</div>{one}</body></html>", ".html")


def test_a_control_in_a_sentence_or_a_list_of_terms_keeps_its_words():
    text = "<p>Vi <button aria-expanded=false aria-controls=v>visiterer</button> dig.</p>"
    text += "<div id=v hidden>Det er at vurdere.</div><dl><dt><button aria-expanded=false>Pris"
    text += "</button></dt><dd hidden>Ti kr.</dd></dl>"
    found = blocks(f"<html><body>{text}</body></html>", ".html")
    assert found == ["p Vi visiterer dig.", "p Det er at vurdere.", "-1 Pris: Ti kr."]


def test_a_heading_over_hidden_text_alone_goes_with_it():
    text = "<h2>Pris</h2><p hidden>Ti kr.</p><h2>Frist</h2><p hidden>Skjult.</p><p>To uger.</p>"
    assert blocks(f"<html><body>{text}</body></html>", ".html") == ["h2 Frist", "p To uger."]


@pytest.mark.parametrize(
    "text",
    [
        "<button hidden aria-expanded=false>Hvad koster det?</button><p hidden>Ti kr.</p>",
        "<div hidden><button aria-controls=d aria-expanded=false>Pris</button></div>"
        "<p id=d style='display:none'>Ti kr.</p>",
        "<button>Send</button><p hidden>Ti kr.</p>",
        "<div role=tabpanel hidden><p>Ti kr.</p></div>",
        "<button aria-expanded=false>Mere om os</button><div hidden><a href='/'>Ti kr.</a></div>",
        "<h2>Pris</h2><p hidden>Ti kr.</p>",
    ],
)
def test_what_no_visible_control_unfolds_stays_hidden(text):
    found = reply(f"<html><body>{text}<p>Slut.</p></body></html>", ".html")
    assert "Ti kr." not in [block["text"] for block in found["blocks"]]
    assert found["notices"]["hidden_text"] >= 1


def test_marks_of_notes_are_no_words_and_exponents_are():
    text = "<p>58 har prøvet den<sup>1</sup>. Det varer ti minutter.<sup><a href='#n'>2</a></sup> "
    text += "Fald<a href='#n3'>[3]</a> i 2023<sup>a</sup>.</p><p>15 m<sup>2</sup>, CO<sub>2</sub> "
    text += "og 10<sup>3</sup></p>"
    assert blocks(f"<html><body>{text}</body></html>", ".html") == [
        "p 58 har prøvet den. Det varer ti minutter. Fald i 2023.",
        "p 15 m2, CO2 og 103",
    ]


def mail(*parts: tuple[str, str], encoding: str = "cp1252") -> bytes:
    head = "From: =?utf-8?q?J=C3=B8rgen?= Hansen <jh@odense.dk>\r\nTo: a@odense.dk\r\n"
    head += "Subject: =?utf-8?q?Sk=C3=A6rmbes=C3=B8g?=\r\nDate: Tue, 3 Oct 2023 10:00:00 +0200\r\n"
    head += "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
    body = "".join(f"--b\r\n{fields}\r\n\r\n{text}\r\n" for fields, text in parts)
    return f"{head}{body}--b--\r\n".encode(encoding)


PLAIN = (
    "Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: 8bit",
    "Vi får ti.",
)
HTML = ("Content-Type: text/html; charset=iso-8859-1", "<p>Vi får <b>elleve</b>.</p>")
SENT = "Fra: Jørgen Hansen, 3. oktober 2023"
FILE = ("Content-Type: application/pdf\r\nContent-Disposition: attachment; filename=a.pdf", "AAAA")


def test_mail_takes_its_subject_and_plain_text_and_leaves_attachments():
    found = reply(mail(PLAIN, FILE), ".eml")
    assert [block["text"] for block in found["blocks"]] == ["Skærmbesøg", SENT, "Vi får ti."]
    assert found["metadata"] == {"title": "Skærmbesøg", "publisher": "Jørgen Hansen", "year": 2023}
    assert found["notices"]["attachment_ignored"] == 1


def test_mail_without_plain_text_is_read_from_its_html():
    assert blocks(mail(HTML), ".eml") == ["h1 Skærmbesøg", f"p {SENT}", "p Vi får elleve."]


def test_of_two_texts_of_a_mail_the_one_that_says_more_is_read():
    longer = (HTML[0], f"{HTML[1]}<p>Venlig hilsen<br>Jørgen<br>Fanø Kommune</p>")
    assert "p Vi får ti." in blocks(mail(PLAIN, HTML), ".eml")
    assert "p Vi får elleve." in blocks(mail(PLAIN, longer), ".eml")
    assert reply(mail(PLAIN, longer), ".eml")["metadata"]["publisher"] == "Fanø Kommune"


@pytest.mark.parametrize(
    ("head", "told"),
    [
        (
            "From: bo@firma.example\nDate: Tue, 4 Jun 2024 15:01:00 +0200",
            "bo@firma.example, 4. juni",
        ),
        ("From: Bo Juhl <bo@firma.example>\nDate: i går", "Fra: Bo Juhl"),
        ("Date: Tue, 4 Jun 2024 15:01:00 +0200", "4. juni 2024"),
    ],
)
def test_a_mail_tells_who_sent_it_and_on_which_day_as_far_as_its_head_does(head, told):
    assert told in blocks(f"{head}\nSubject: Lifte\n\nHej".encode(), ".eml")[1]


def test_mail_that_repeats_earlier_ones_tells_them_apart():
    text = (
        "Vi har 240 borgere.\r\n\r\nMvh\r\nAnne Holm\r\nOdense Kommune\r\n\r\n"
        "Den 13. marts 2023 skrev Bo Lund <bo@kl.dk>:\r\n> Hvor mange borgere har I?\r\n\r\n"
        "Fra: Lis Dam\r\nSendt: 1. marts 2023\r\nTil: Bo\r\nEmne: Tal\r\nSend mig tal.\r\n"
    )
    data = mail(("Content-Type: text/plain", text))
    found = sections(data, ".eml")
    assert found["Hvor mange borgere har I?"][-1] == "Den 13. marts 2023 skrev Bo Lund <bo@kl.dk>"
    assert found["Send mig tal."][-1] == "Fra: Lis Dam, 1. marts 2023"
    assert reply(data, ".eml")["metadata"]["publisher"] == "Odense Kommune"


def test_html_mail_tells_its_messages_apart_as_plain_mail_does():
    text = "<p>Hej Bo</p><p>Prisen er ti kr.</p><table><tr><th>Lift<th>Pris<tr><td>A<td>10</table>"
    text += "<p>Venlig hilsen</p><p><b>Lis Dam</b><br>Indkøb</p><p><b>Fanø Kommune</b><br>Vej 1</p>"
    text += "<div><p><b>Fra:</b> Bo Lund <br><b>Sendt:</b>&nbsp;3. marts 2023<br><b>Til:</b> Lis"
    text += (
        "<br><b>Emne:</b> Pris</p></div><h2>Ønske</h2><p>Hent en pris.</p><div>Den 1. marts 2023"
    )
    text += " skrev Eva Ask:<br></div><blockquote>Vi mangler lifte.</blockquote>"
    data = mail(("Content-Type: text/html; charset=utf-8", text), encoding="utf-8")
    found = sections(data, ".eml")
    assert found["Lift: A; Pris: 10"] == ["Skærmbesøg"]
    assert found["Hent en pris."] == ["Skærmbesøg", "Fra: Bo Lund, 3. marts 2023", "Ønske"]
    assert found["Vi mangler lifte."] == ["Skærmbesøg", "Den 1. marts 2023 skrev Eva Ask"]
    assert not any("Emne" in told for told in found)
    assert reply(data, ".eml")["metadata"]["publisher"] == "Fanø Kommune"


def test_a_mails_title_is_its_subject_without_the_mark_of_an_answer():
    head = "From: Bo <bo@firma.example>\nSubject: SV: VS: Pris på lifte\n\n"
    assert blocks(f"{head}Hej".encode(), ".eml") == ["h1 Pris på lifte", "p Fra: Bo", "p Hej"]


def test_the_web_address_in_a_signature_is_parted_from_its_numbers():
    head = "From: Bo <bo@firma.example>\nSubject: Lifte\n\n"
    text = "Venlig hilsen\nBo\nTlf. 55 10 24 11 | Mobil 21 00 00 00\nwww.firma.example"
    assert blocks(f"{head}{text}".encode(), ".eml")[-2:] == [
        "p Venlig hilsen",
        "p Bo, Tlf. 55 10 24 11 | Mobil 21 00 00 00, www.firma.example",
    ]


def page(head="", body=""):
    text = f"<html><head>{head}</head><body>{body}</body></html>"
    return reply(text, ".html")["metadata"].get("publisher")


def test_a_page_without_a_sites_name_is_of_the_office_that_its_frame_names():
    text = "<h1>Nødkald</h1><p>Ærø Kommune og Fanø Kommune er med.</p>"
    footer = "<footer><p>Ærø Kommune, Statene 2, 5970 Ærøskøbing. Tlf. 63 52 50 00</p></footer>"
    assert page("<title>Nødkald - Ærø Kommune</title>", text) == "Ærø Kommune"
    assert page(body=f"<header><b>Ærø Kommune</b> | Borger</header>{text}") == "Ærø Kommune"
    assert page(body=f"<header><img alt='Ærø Kommune'></header>{text}") == "Ærø Kommune"
    assert page(body=text + footer) == "Ærø Kommune"
    assert page(body=f"{text}<address>Ærø Kommune<br>Statene 2</address>") == "Ærø Kommune"


def test_a_frame_that_names_two_offices_tells_nothing():
    assert page(body="<p>Nyt.</p><footer>Ærø Kommune | Fanø Kommune</footer>") is None
    assert page(body="<article><header>Ærø Kommune vil mere</header><p>Nyt.</p></article>") is None


LETTER = """Kære Mette

Sensoren måler, om beboeren ligger i sengen, og den optager hverken lyd eller billede.

Det skal være på plads før 1. oktober 2024
1. Adgangen begrænses.
2. Data slettes efter 30 dage.

Venlig hilsen
Jonas Frederiksen
Databeskyttelsesrådgiver, Åbjerg Kommune

Denne mail kan indeholde fortrolige oplysninger. Er du ikke rette modtager,
bedes du slette mailen og give os besked.

-----Oprindelig meddelelse-----
Fra: Ældrechefen

Hej Jonas
Vi vil gerne sætte 48 sensorer op på Engen i efteråret. Kan du se udkastet
igennem inden den 23. august?
Mvh Mette
"""


def letter():
    data = mail(("Content-Type: text/plain; charset=utf-8", LETTER), encoding="utf-8")
    return reply(data, ".eml")


def test_a_heading_of_a_mail_may_hold_a_date_and_its_signature_is_none():
    headings = [block["text"] for block in letter()["blocks"] if block["kind"] == "heading"]
    assert headings[1:2] == ["Det skal være på plads før 1. oktober 2024"]
    assert not any("Kommune" in heading for heading in headings)


def test_the_office_in_a_signature_publishes_a_mail():
    assert letter()["metadata"]["publisher"] == "Åbjerg Kommune"


def test_the_rest_of_a_title_that_the_footer_says_is_the_sites_name():
    head, body = (
        "<title>Ti nye robotter - Nyt fra Egnen</title>",
        "<h1>Ti nye robotter</h1><p>De kører.</p>",
    )
    assert (
        page(head, f"{body}<footer>Nyt fra Egnen · Redaktør: P. Holm</footer>") == "Nyt fra Egnen"
    )
    assert page(head, f"{body}<footer>Kontakt os</footer>") is None
    assert page(head, f"{body}<div id=colophon>© Nyt fra Egnen</div>") == "Nyt fra Egnen"


@pytest.mark.parametrize(
    ("title", "publisher"),
    [
        ("Gåture for alle | Foreningen Fodslaw", "Foreningen Fodslaw"),
        ("Gåture – Ældreforeningen Nørre Skovby", "Ældreforeningen Nørre Skovby"),
        ("Gåture | Senior og Sundhed", None),
        ("Gåture i foreningen", None),
        ("Foreningen Fodslaw", None),
    ],
)
def test_a_title_that_ends_with_an_organisations_name_tells_whose_the_page_is(title, publisher):
    assert page(f"<title>{title}</title>", "<h1>Gåture</h1><p>Vi går.</p>") == publisher


def test_linked_data_names_the_organisation_that_publishes_and_no_person():
    data = '{"datePublished": "2025-05-20", "publisher": {"@type": "Person", "name": "Skovposten"}}'
    head = f"<script type='application/ld+json'>{data}</script>"
    assert page(head, "<p>Nyt.</p>") is None
    assert page(head.replace("Person", "NewsMediaOrganization"), "<p>Nyt.</p>") == "Skovposten"


@pytest.mark.parametrize(
    ("sender", "closing", "publisher"),
    [
        (
            "Bo Juhl <bo@fanoe.example>",
            "God sommer\nBo\n\nBo Juhl\nFanø Kommune, Vej 1",
            "Fanø Kommune",
        ),
        (
            "Bo Juhl <bo@fanoe.example>",
            "Fanø Kommune køber ti senge, og det er nyt.",
            "Fanø Kommune",
        ),
        ("Vejle Kommune Pleje <x@post.example>", "Hilsen Bo", "Vejle Kommune"),
        ("Bo Juhl <bo@firma.example>", "Fanø Kommune køber ti senge, og det er nyt.", "Bo Juhl"),
    ],
)
def test_a_mail_is_its_senders_organisations_before_its_senders(sender, closing, publisher):
    head = f"From: {sender}\nSubject: Senge\nContent-Type: text/plain; charset=utf-8\n\n"
    data = f"{head}Kære alle\n\nSengene er købt.\n\n{closing}\n".encode()
    assert reply(data, ".eml")["metadata"]["publisher"] == publisher


@pytest.mark.parametrize("shown", ["<!-- tom -->", " "])
def test_a_mail_whose_html_is_empty_is_read_by_its_plain_text(shown):
    mail = (
        "From: Bo Lund <bo@x.dk>\nSubject: Senge\nDate: Mon, 1 Jan 2024 10:00:00 +99999999999\n"
        "Content-Type: multipart/alternative; boundary=q\n\n--q\nContent-Type: text/plain\n\n"
        f"Sengene er kommet.\n--q\nContent-Type: text/html\n\n{shown}\n--q--\n"
    )
    texts = [block["text"] for block in reply(mail.encode(), ".eml")["blocks"]]
    assert texts == ["Senge", "Fra: Bo Lund", "Sengene er kommet."]


def test_advertisements_are_not_read_and_vacancies_and_boxes_of_facts_are():
    page = f"""<body><h1>Nyt om skærme</h1><p>{"Skærmene virker nu i hele kommunen. " * 8}</p>
        <aside><p>ANNONCE: Køb en støvsuger i dag.</p></aside>
        <div class="annonce"><p>Ring og få en gulvvask.</p></div>
        <div class="job-annonce"><p>Vi søger en sosu-assistent.</p></div>
        <aside><p>Fakta: Der er 40 skærme.</p></aside></body>"""
    text = "\n".join(blocks(page, ".html"))
    assert "støvsuger" not in text and "gulvvask" not in text
    assert "sosu-assistent" in text and "40 skærme" in text


TABLE = (
    "Content-Type: text/csv\r\nContent-Disposition: attachment; filename=vagter.csv",
    "Hus;Vagt\r\nEngen;Ida\r\nLunden;Per\r\n",
)


def test_files_of_text_in_a_mail_are_read_below_it_and_the_others_counted():
    found = reply(mail(PLAIN, TABLE, FILE), ".eml")
    assert [(b["text"], b["section"]) for b in found["blocks"][3:]] == [
        ("Vedhæftet fil: vagter.csv", ["Skærmbesøg"]),
        ("Hus: Engen; Vagt: Ida", ["Skærmbesøg", "Vedhæftet fil: vagter.csv"]),
        ("Hus: Lunden; Vagt: Per", ["Skærmbesøg", "Vedhæftet fil: vagter.csv"]),
    ]
    assert found["notices"]["attachment_ignored"] == 1


def test_a_file_too_large_for_its_mail_is_counted_and_the_mail_is_read():
    lines = "Hus;Vagt\r\n" + "Engen;Ida Holm går aftenvagt\r\n" * 40_000
    found = reply(mail(PLAIN, (TABLE[0], lines), TABLE), ".eml")
    assert found["notices"]["attachment_ignored"] == 1
    assert found["blocks"][-1]["text"] == "Hus: Lunden; Vagt: Per"


def test_a_closing_with_a_number_to_call_can_be_found(tmp_path):
    path = tmp_path / "svar.eml"
    path.write_bytes(mail((PLAIN[0], "Døren er låst.\n\nMvh Ida, lokal 4512\n")))
    document = read(path, "svar.eml")
    shown = [document.text[s.start : s.end] for s in sentences(document)]
    assert "Mvh Ida, lokal 4512" in shown


def test_a_signature_that_tells_how_to_reach_the_writer_is_one_line_under_no_heading(tmp_path):
    text = "Hej Per\n\nAntal skærme\n============\nVi skal bruge ti skærme til de nye boliger.\n\n"
    text += "Venlig hilsen\nIda Holm\nTeamleder\nTlf. 12 34 56 78\n\nMail kan rumme fejl.\n"
    path = tmp_path / "svar.eml"
    path.write_bytes(mail((PLAIN[0], text)))
    document = read(path, "svar.eml")
    told = {document.text[b.start : b.end]: b.section for b in document.blocks}
    assert told["Ida Holm, Teamleder, Tlf. 12 34 56 78"] == ("Skærmbesøg",)
    assert told["Vi skal bruge ti skærme til de nye boliger."][1:] == ("Antal skærme",)
    assert "Hej Per" in told
    shown = [document.text[s.start : s.end] for s in sentences(document)]
    assert not {"Hej Per", "Venlig hilsen"} & set(shown)
