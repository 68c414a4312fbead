"""Sentences end where a Danish reader ends them."""

import time

import pytest

from ingest.danish import sentence_spans

# Each line is one text; "|" marks where a sentence must end.
CASES = """
Kommunen købte ti skærme.| De virker.
Det fremgår af jf. § 4 i loven.| Derefter følger bilaget.
Se serviceloven, jf. Kapitel 3.| Den gælder.
Efter § 83, stk. 2, skal kommunen tilbyde hjælp.| Det gælder alle.
Sagen har nr. 402.| Den er lukket.
Projektet kostede ca. 50.000 kr. om året.| Det var billigt.
Der var ca. Halvdelen tilbage.
Det gælder bl.a. Aarhus og Odense.| Andre venter.
Man kan f.eks. Bruge en skærm.
Teknologi, fx. Robotter, hjælper.
Mødet er kl. 10.30 i Odense.| Alle er velkomne.
Mødet slutter kl. 14.| Derefter er der kaffe.
Mødet slutter kl. 14.30.| Derefter er der kaffe.
Efter § 4 a, stk. 2, gælder reglen.| Den er ny.
Det fremgår af § 4 a.| Kommunen skal følge den.
Prisen er 1.250,50 kr. pr. borger.| Det er meget.
Prisen er 1.250,50 kr.| Det er meget.
J. P. Hansen leder projektet.| Han er glad.
Formanden er Jens P. Hansen.| Han er glad.
H.C. Andersen boede i Odense.| Det ved alle.
De valgte plan B.| Det gik godt.
Konferencen holdes den 3. oktober 2024.| Den er i Odense.
Det er den 3. kortlægning.| Den første kom i 2013.
Det er den 3. Kortlægning i rækken.| Den første kom i 2013.
Der er afsat 11,2 mio. kr. til formålet.| De er brugt.
Der er afsat 11,2 mio.| De er brugt.
Andelen er 53,1 pct.| Det er flere end før.
Hansen, Jensen m.fl. deltog.| De var enige.
KL, regionerne m.fl.| De var enige.
Skærme, sensorer o.lign. bruges.| De virker.
Skærme, sensorer o.lign.| De virker.
Dr. Hansen kom.| Hun talte.
Vi talte med prof. Ole Jensen.| Han var klog.
Han tøvede ...| Så gik han.
Han tøvede … og gik så.
Han tøvede…| Så gik han.
Virker det?| Ja!| Det gør det.
”Virker det?” spurgte hun.| Det gjorde det.
»Det virker.«| Det sagde hun.
”Det virker.”| Det sagde hun.
Hun sagde: ”Det virker.”| Så gik hun.
Det virker (se bilag 3).| Det ved alle.
Det virker.| (Se bilag 3.)| Det ved alle.
Det virker (jf. bilag nr. 3.).| Det ved alle.
Læs mere på https://www.kl.dk/velfaerd.html.| Der er mere.
Læs mere på www.kl.dk.| Der er mere.
Skriv til post@kl.dk.| Vi svarer.
Wolturnus A/S leverer kørestole.| De er gode.
Kørestole leveres af Wolturnus A/S.| De er gode.
Danish.Care og CareNet står bag.| De samarbejder.
Det er slut.|Ny sætning følger her.
Det blev fremlagt i 2023.|Øverst på formularen står navnet.
1. Formålet er klart.| Det er trygt.
2.1. Formålet er klart.| Det er trygt.
a. Formålet er klart.| Det er trygt.
Første del; anden del.| Tredje del.
Der er to mål: tryghed og frihed.| Begge er vigtige.
Der er et mål: Tryghed for alle.| Det er vigtigt.
I 2023 svarede 82.| 98 blev spurgt.
Det skete i 2023.| 82 kommuner svarede.
Det skete d. 3. 10. 2024.| Alle kom.
Det skete den 3. 10. 2024.| Alle kom.
Klasserne 3., 4. og 5. deltog.| De var glade.
Rapporten er fra jan. 2020.| Den er gammel.
Ring på tlf. 72 20 15 25.| Vi svarer.
Hun er ph.d. og læge.| Hun forsker.
Se s. 14.| Der står mere.
Kommunen v. Hanne Hansen svarede.| Det var fint.
Løn, pension osv.| Det hele tæller.
Løn, pension m.m. indgår.| Det hele tæller.
Der gælder dvs. ingen regler.| Det er nyt.
Projektet løb fra 2014 til 2016 inkl. Evaluering.| Det var godt.
Det er hurtigt!!| Og godt.
Hvad nu?!| Ingen ved det.
Det sagde han.[1]| Hun var enig.
De købte 5 stk.| Det var nok.
Det varer 10 min.| Derefter er der kaffe.
Det gav et tab.| Kommunen dækkede det.
Kommunen har 3 biler og 1 bil.| Den er ny.
§ 7. Hjælp ydes af kommunen.| Stk. 2. Den er gratis.| Det gælder alle.
§ 4 a. Stk. 2. Loven gælder.| Se dog § 7.| Nr. 2 bortfalder.
§ 128 a, stk. 3, nr. 2, gælder.| Den er ny.
Sagen er fra 12. jan. 2021.| Den er gammel.
De var 10-15 medarbejdere pr. hold.| Det er få.
Han fik 25 % rabat.| Det var nok.
Han hedder Anders Lyck Fogh-Schultz.| Han er chefkonsulent.
Det koster 5 kr.| 82 kommuner betaler.
Tabel 2. Antal fald pr. måned.| Tallene er fra 2023.
Figur 1. Andel af borgere.
Se tabel 2.| Antallet faldt.
Det står i bilag 3.| Det er nyt.
Sagsnr. 27.36 er lukket.| Den er gammel.
Teknologi sparer tid.| - Det er en fordel, siger han.
"""


def _marked(text):
    spans = sentence_spans(text)
    for start, end in spans:
        assert text[start:end] == text[start:end].strip() != ""
    return [text[start:end] for start, end in spans]


@pytest.mark.parametrize("case", CASES.strip().split("\n"))
def test_ends_each_sentence_where_the_mark_stands(case):
    expected = [piece.strip() for piece in case.split("|")]
    assert _marked(case.replace("|", "")) == expected


def test_a_blank_line_ends_a_sentence_without_a_full_stop():
    assert _marked("Økonomi\n\nDer mangler midler.") == ["Økonomi", "Der mangler midler."]


def test_a_single_line_end_is_white_space():
    assert _marked("Der mangler\nmidler i Odense.\nDet ved alle.") == [
        "Der mangler\nmidler i Odense.",
        "Det ved alle.",
    ]


def test_a_line_in_capitals_stands_alone():
    assert _marked("VELFÆRD I TAL\nKommunerne mangler midler.") == [
        "VELFÆRD I TAL",
        "Kommunerne mangler midler.",
    ]


def test_list_marks_at_line_starts_begin_a_sentence():
    assert _marked("De ønsker:\n- afprøvning\n- udvikling") == [
        "De ønsker:",
        "- afprøvning",
        "- udvikling",
    ]


def test_numbered_items_keep_their_number():
    assert _marked("Mål\n1. Tryghed for alle.\n2. Frihed for alle.") == [
        "Mål",
        "1. Tryghed for alle.",
        "2. Frihed for alle.",
    ]


def test_empty_text_has_no_sentence():
    assert sentence_spans("") == sentence_spans(" \n ") == []


def test_dots_that_lead_to_a_figure_end_nothing_and_their_line_stands_alone():
    text = "Stemmer:\nGåture om onsdagen ....... 22 mærker\nDigital café . . . . . 31 mærker\nEnd"
    assert [text[start:end] for start, end in sentence_spans(text)] == [
        "Stemmer:\nGåture om onsdagen ....... 22 mærker",
        "Digital café . . . . . 31 mærker",
        "End",
    ]
    assert len(sentence_spans("Han tøvede ... Så gik han.")) == 2
    assert len(sentence_spans("Borgerne var trætte.... Vi stoppede.")) == 2
    assert len(sentence_spans("Vi ventede længe.... men det var\nsvært at få svar")) == 1


def test_a_long_run_of_signs_takes_no_time():
    began = time.process_time()
    assert len(sentence_spans("Navn: " + "." * 200_000 + "x")) == 1
    assert time.process_time() - began < 5
