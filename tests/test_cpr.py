"""CPR numbers in every written form; numbers that only look like one.

Written here are substitute numbers only (the day plus 60); numbers of the real form are made while
the tests run.
"""

import random

import pytest

from ingest.cpr import find, mask

FORMS = [
    "6101650000",
    "610165-0000",
    "610165-0004",
    "610165 0000",
    "610165  0000",
    "610165\u20130000",
    "610165\u20140000",
    "610165\u20110000",
    "610165\u22120000",
    "610165~0000",
    "610165_0000",
    "610165 - 0000",
    "610165- 0000",
    "610165\u00a00000",
    "610165-\n0000",
    "610165\n-0000",
    "610165\n0000",
    "\uff16\uff11\uff10\uff11\uff16\uff15-\uff10\uff10\uff10\uff10",
    "\uff16\uff11\uff10\uff11\uff16\uff15\uff10\uff10\uff10\uff10",
    "610165\uff0d0000",
    "610165\u00ad-0000",
    "61\u200b0165-0000",
    "61.01.65-0000",
    "61 01 65 0000",
    "61 01 65-0000",
    "61-01-65-0000",
    "61/01/65-0000",
    "61011965-0000",
    "61-01-1965-0000",
    "(610165-0000)",
    "»610165-0000«",
    "610165-0000.",
    "6101650000,",
    "nr. 1: 610165-0000",
    "CPR 6101650000",
    "CPR: 6101650000",
    "CPR-nr. 610165-0000",
    "cpr-nummer 610165 0000",
    "CPR nr.: 61.01.65 0000",
    "cpr=6101650000",
    "CPR 6101 65 0000",
    "Personnummer: 610165.0000",
    "personnr. 6101650000",
    "Erstatnings-CPR: 610165/0000",
    "erstatningspersonnummer 610165-0000",
    "610165/0000 (CPR)",
    "født 6101650000",
    "Borger 610165 0000 fik bevilget nødkald",
    "Sagen om borgeren 6101650000",
    "910199-0000",
    "CPR: 123456-7890",
    "nr. 610165-0000",
    "Borgerens nummer er 610165-0000",
    "cpr nummer på 6101650000",
    "anne.610165-0000@eksempel.dk",
    "6101650000@eksempel.dk",
    "brev610165-0000.pdf",
    "https://eksempel.dk/borger/610165-0000",
    "610165-0000s sag",
]


@pytest.mark.parametrize("mark", (",", "/", "_", ", ", " og "))
def test_numbers_that_follow_each_other_are_all_found(mark):
    assert mask(f"610165-0000{mark}620265-0000")[1] == 2


@pytest.mark.parametrize(
    "row",
    [
        "CPR: 610165; Løbenr.: 0000",
        "Navn: X; Fødselsdato: 610165; Sidste fire: 0000",
        "Fødselsdag: 610165 | Kontrolcifre: 0000",
        "Født 1965, og de fire sidste cifre er 0000.",
    ],
)
def test_the_last_digits_in_a_cell_or_sentence_of_their_own_are_masked(row):
    assert "0000" not in mask(row)[0] and "610165" not in mask(row)[0]


@pytest.mark.parametrize("row", ["Uge: 120520; Antal: 1200", "Fra: 120520; Til: 1205; 4 dage"])
def test_two_numbers_of_other_columns_stay(row):
    assert mask(row) == (row, 0)


@pytest.mark.parametrize("form", FORMS)
def test_a_number_is_found_in_every_written_form(form):
    masked, count = mask(f"Det gælder {form} og ingen anden.")
    assert count == 1
    assert sum(character == "█" for character in masked) in (10, 12)


@pytest.mark.parametrize("form", FORMS)
def test_masking_changes_digits_only_and_no_offset(form):
    masked, _ = mask(form)
    assert len(masked) == len(form)
    assert all(a == b or (a.isdecimal() and b == "█") for a, b in zip(form, masked, strict=True))


def test_masking_twice_changes_nothing():
    once, _ = mask("CPR 610165-0000, tlf. 12 34 56 78")
    assert mask(once) == (once, 0)


def test_spans_are_the_numbers_themselves():
    text = "Numrene er 610165-0000, 620265-0000\nog 6303650000."
    assert [text[slice(*span)] for span in find(text)] == [
        "610165-0000",
        "620265-0000",
        "6303650000",
    ]


def test_a_sheets_number_that_lost_its_first_zero_is_found_by_its_name():
    lost_zero = str(101650000)
    assert mask(f"CPR: {lost_zero}; Navn: X") == ("CPR: █████████; Navn: X", 1)
    assert mask(f"Antal: {lost_zero}; Navn: X")[1] == 0


def test_a_phone_before_a_number_does_not_hide_it():
    assert mask("Anne Holm (tlf. 12 34 56 78) 610165-0000")[1] == 1


def _digits(source, count):
    return "".join(source.choice("0123456789") for _ in range(count))


def _number(source):
    """A number of the real form, as a citizen may have it, with or without a right check digit."""
    substitute = source.choice((0, 60))
    day, month = source.randint(1, 28) + substitute, source.randint(1, 12)
    return f"{day:02}{month:02}{_digits(source, 2)}", _digits(source, 4)


def test_every_formatted_number_among_two_thousand_is_masked():
    source = random.Random(20230501)
    for _ in range(2000):
        date, serial = _number(source)
        separator = source.choice(("-", "–", " - ", "-\n", "\u2011"))
        assert mask(f"Hos {date}{separator}{serial} er der en skærm.")[1] == 1


def test_free_text_loses_at_least_99_percent_of_its_unformatted_numbers():
    source = random.Random(20230502)
    frames = ("Borger {} fik en skærm.", "Se {}.", "CPR {}", "{} er visiteret", "Pårørende til {}")
    numbers = ["".join(_number(source)) for _ in range(1000)]
    masked = sum(mask(source.choice(frames).format(number))[1] for number in numbers)
    assert masked >= 990


def look_alikes(source):
    """Numbers that are something else, as they are written."""
    d = lambda count: _digits(source, count)  # noqa: E731
    two = lambda: f"{source.randint(1, 28):02}"  # noqa: E731
    month = f"{source.randint(1, 12):02}"
    return {
        "phone": [
            f"+45 {d(8)}",
            f"+45 {d(2)} {d(2)} {d(2)} {d(2)}",
            f"tlf. {d(4)} {d(4)}",
            f"+45{d(8)}",
        ],
        "case": [f"sagsnr. {d(10)}", f"Sag {d(10)}", f"Sagsid: {d(10)}", f"sag nr. {d(6)}-{d(4)}"],
        "ean": [f"EAN {d(13)}", f"EAN-nr. 579{d(10)}", f"GLN: {d(13)}"],
        "account": [
            f"konto {d(4)} {d(10)}",
            f"reg. {d(4)} konto {d(10)}",
            f"Kontonr. {d(4)}-{d(10)}",
        ],
        "isbn": [f"ISBN {d(10)}", f"ISBN: 87{d(8)}", f"ISBN 87-{d(2)}-{d(5)}-{d(1)}"],
        "date": [f"{two()}.{month}.21 {two()}15", f"{two()}-{month}-2019", f"01.01.19-20{two()}"],
        "journal": [f"2019-{d(6)}-{d(2)}", f"27.00.00-G01-{d(1)}-{d(2)}", f"j.nr. {d(10)}"],
        "decimal": [f"{d(3)},{d(10)}", f"{d(6)},{d(4)}", f"{d(6)}.{d(4)}", f"1.{d(10)}"],
        "order": [
            f"ordrenr. {d(10)}",
            f"Faktura {d(10)}",
            f"P-nummer {d(10)}",
            f"varenr.: {d(10)}",
        ],
        "amount": [f"{d(10)} kr.", f"kr. {d(10)}", f"{d(1)}.{d(3)}.{d(3)}.{d(3)}"],
        "address": [f"https://eksempel.dk/artikel/{d(10)}", f"www.eksempel.dk/?id={d(10)}"],
    }


@pytest.mark.parametrize("kind", sorted(look_alikes(random.Random(0))))
def test_at_most_one_percent_oflook_alikes_is_masked(kind):
    source = random.Random(20230503)
    masked = 0
    for _ in range(4000):
        look_alike = source.choice(look_alikes(source)[kind])
        masked += bool(mask(f"Det fremgår ({look_alike}) af bilaget.")[1])
    assert masked <= 40


@pytest.mark.parametrize(
    "text",
    [
        "I 1234567890 tilfælde",
        "320165-0000",
        "610065-0000",
        "300265-0000",
        "610165-00000",
        "A610165-0000B",
        "5610165-0000",
        "2019-2023 og 1000-2000 kr.",
        "§ 112, stk. 1, nr. 2 i lov nr. 1089",
    ],
)
def test_what_is_no_date_or_part_of_more_is_left(text):
    assert mask(text) == (text, 0)


def test_a_right_check_digit_speaks_for_a_number_that_a_word_speaks_against():
    assert mask("sagsnr. 610165-0004")[1] == 1
    assert mask("sagsnr. 610165-0000")[1] == 0
