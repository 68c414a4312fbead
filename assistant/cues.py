"""Whether a sentence holds the kind of value that is asked for, or the words that announce it."""

from __future__ import annotations

import re
from dataclasses import replace
from difflib import get_close_matches
from functools import cache, lru_cache
from itertools import zip_longest

from assistant.analysis import (
    DATED,
    HELD,
    Analysis,
    analyse,
    analyse_lines,
    match,
    match_each,
    share,
)
from assistant.asks import FACT_ASKS, Ask, Demand, offices, speaks_of
from assistant.firms import OFFICES, names_a_firm
from assistant.focus import Candidate, Focus
from assistant.places import over
from ingest import danish

# Of text in lower case.
_CUES: dict[Ask, re.Pattern[str]] = {
    "reason": re.compile(
        r"\b(fordi|skyldes|skyldtes|derfor|på grund af|grundet|(bag)?grund\w*|årsag\w*|begrund\w*|"
        r"eftersom|idet|forklaring\w*|medfør\w*|fører til|because|due to|since|therefore)\b|, da\b"
    ),
    "way": re.compile(
        r"\b(ved at|gennem|igennem|ved hjælp af|via|kan|skal|metode\w*|måde\w*|med|trin|først|by|"
        r"through)\b"
    ),
    "purpose": re.compile(
        r"\b(for at|så\b|formål\w*|mål\w*|hensigt\w*|skal|sigte\w*|ønske\w*|vil|henblik|håb\w*|"
        r"in order to|aim\w*|purpose)\b"
    ),
    "effect": re.compile(
        r"\b(effekt\w*|resultat\w*|gevinst\w*|giver|gav|mere|mindre|færre|flere|bedre|øge\w*|spar\w*|"
        r"reducer\w*|styrke\w*|mindske\w*|fald\w*|steg|vis\w*|oplev\w*)\b"
    ),
    "definition": re.compile(
        r"\b(er (en|et|den|det|de|når|at)|betyder|dækker|består af|omfatter|forstås|defineres|"
        r"kaldes|is (a|an|the))\b"
    ),
}
_YES_OR_NO = re.compile(r"(ja|nej|yes|no)\W*", re.I)
_SAME_QUESTION = 0.5  # share of its words from which a question is the one that is asked
# How what stands under a heading is announced.
_HEADING_TEXTS: dict[Ask, str] = {
    "reason": r"årsag|\bgrund(e|en|ene)?\b|begrund|baggrund|hvorfor|forklar|reason|\bwhy\b",
    "purpose": r"formål|\bmål|hensigt|hvorfor|idé|aim|goal|purpose",
    "way": r"sådan|hvordan|metode|fremgang|procedure|proces|gennemfør|trin|how\b",
    "effect": r"effekt|resultat|erfaring|gevinst|virkning|udbytte|konsekvens|result|effect",
    "definition": r"hvad er|definition|begreb|what is",
    "money": r"økonomi|pris|udgift|omkost|budget|finansier|tilskud|betal|koster|cost|price",
    "count": r"antal|omfang|\bi tal\b|tal for",
    "duration": r"\btid|varighed|frist|hvor længe",
    "date": r"\btid|frist|dato|hvornår|plan|proces",
    "person": r"hvem|kontakt|deltag|ansvar|organis|medlem|gruppe|who\b",
    "organisation": r"hvem|deltag|samarbejd|organis|leverandør|partner|who\b",
    "place": r"hvor\b|sted|adresse|where",
}
_HEADING_CUES = {ask: re.compile(text, re.I) for ask, text in _HEADING_TEXTS.items()}
_FIGURES: tuple[Ask, ...] = ("money", "count", "duration")
_VALUE_KINDS: dict[Ask, frozenset[str]] = {
    "money": frozenset({"amount"}),
    "share": frozenset({"percent"}),
    "count": frozenset({"number", "count", "amount", "range", "percent", "duration"}),
    "duration": frozenset({"duration"}),
    "date": frozenset({"date", "year", "time", "duration"}),
    "paragraph": frozenset({"paragraph"}),
}
_SHARE_WORD = re.compile(r"\w*procent|\bpct|andel|%", re.I)
_HELD_KINDS: dict[Demand, str] = {"phone": "phone", "clock": "time"}
_ANY_NUMBER = frozenset({"number", "count", "amount", "range", "percent"})
# A cell's unit stands in its column's heading.
_ROW_CUES: dict[Ask, re.Pattern[str]] = {
    "money": re.compile(
        r"\bkr\b|pris|beløb|takst|gebyr|honorar|udgift|omkost|budget|tilskud|bespar|kost", re.I
    ),
    "share": re.compile(r"pct|procent|%|andel", re.I),
    "count": re.compile(r""),
    "duration": re.compile(r"\b(dag|uge|måned|minut|time|år|tid|frist)", re.I),
    "date": re.compile(r"\b(år|dato|start|frist|måned)", re.I),
    "paragraph": re.compile(r"§|paragraf", re.I),
}
_BUDGET = re.compile(  # no price "i rammeaftalen", none of "forbrugsgoder"
    r"budget|bevil|afsat|ramme(n|beløb\w*)?\b|forbrug(et|t)?\b|projektøkonomi|grant", re.I
)
_SUMMED_UP = re.compile(
    r"\bsamle(de|t) (kontrakt)?(værdi|sum|budget|økonomi|ramme|bevilling|udgift)|"
    r"\bkontrakt(en|ens)? (\w+ )?værdi|\btotal (value|budget|cost)",
    re.I,
)
_CONTACT = re.compile(r"telefon|\btlf|phone|nummer|number|mail|adresse|address|kontakt", re.I)
_PHONE = re.compile(r"(?<![\d.,])(?:\d{4} \d{4}|\d\d(?: \d\d){3})(?![\d.,]\d)")
_SAVED = re.compile(r"spar(?!ring)|gevinst|besparel|\bsav(?:e|ing)", re.I)
_LESS = re.compile(
    r"reduc|billigere|mindre|færre|lavere|fri(?:gør|gjort)|effektiv|overskud|rational|nedbring|skær|"
    r"skåret|fald|hent|less|cheap",
    re.I,
)
_PAID = re.compile(
    r"kost|pris|betal|udgift|indkøb|køb|takst|gebyr|budget|afsat|afsæt|bevil|invester|leje|løn|"
    r"\bpr\.|tilskud|brug|gav\b|give\b|cost|price|pay|spen[dt]",
    re.I,
)
_EACH = re.compile(
    r"\bpr\.|\b(per|hver|stk|each)\b|stykpris|\b(for|til|på|af|of) (en|et|én|ét|a|an|one)\b", re.I
)
_YEAR_CELL = re.compile(r"; [^:;]*\b(19|20)\d\d\b[^:;]*: ?-?\d")
_FIGURE = re.compile(r"\s*(ca\. |cirka )?\d[\d.,]*(?! *(kr|%|pct|min|-))\b", re.I)
_FIGURE_WITHIN = re.compile(r"(?<![\d.,])\d[\d.]* (?!kr|mio|pct|min)[a-zæøå]{3}", re.I)
_PROSE = 6  # words of a cell that holds a sentence and no value
_NO_COUNT = re.compile(
    r"\bkr\b|beløb|pris|budget|udgift|takst|tilskud|dato|start|slut|frist|opført|\bår(stal)?\b|\bnr\b|"
    r"pct|procent|%|andel|nummer|kode|minut|\btid|telefon|score|snit|tilfreds|karakter|skala|indeks",
    re.I,
)
# Amounts without "kr." and durations without a figure.
_IN_WORDS: dict[Ask, re.Pattern[str]] = {
    "money": re.compile(
        r"\b(gratis|halvdelen|forskellen|uden beregning|intet|ingenting|free of charge|half|"
        r"\d[\d.,]* (mio|million\w*|milliard\w*))\b",
        re.I,
    ),
    "duration": re.compile(
        r"\b(til og med|indtil|frem til|så længe|until|\d+-årige?|født|(opført|bygget) i)\b", re.I
    ),
}
_OFTEN = re.compile(
    r"\b(hvert? (\w+ )?(dag|døgn|uge|måned|kvartal|halvår|år|nat|morgen|aften|gang|time|"
    r"(man|tirs|ons|tors|fre|lør|søn)dag)|(daglig|ugentlig|månedlig|årlig|halvårlig)t?|"
    r"(en|én|to|tre|fire|fem|\d+) gange? (om|hver|i|pr)|every \w+|(once|twice) an? \w+|"
    r"(daily|weekly|monthly|yearly))\b",
    re.I,
)
_TIMES = ("dag", "uge", "måned", "tim", "time", "minut", "sekund", "år", "døgn", "kvartal")
_MEASURES_TEXT = """
meter kilometer km centimeter cm millimeter mm kvadratmeter kubikmeter hektar liter ml kilo kilogram
kg gram ton kwh mwh watt grader procentpoint gang gange
"""
_HOUSE = re.compile(
    r"(cent(er|re|ret)|hjem(met)?|bosted|tilbud|skole|hus(et)?|distrikt|afdeling)\b", re.I
)
_MEASURES = frozenset(danish.stem(word) for word in _MEASURES_TEXT.split())
_WEIGHTS = frozenset(danish.stem(word) for word in ("kilo", "kg", "gram", "ton"))
_WEIGHT_CELL = re.compile(r"\b(kg|kilo|\w*vægt)\b[^:;]*: ?\d", re.I)
_NUMBER_OF = re.compile(r"antal(let)?|tal(let)?|number", re.I)
_COUNT_OF = re.compile(r"\W*(antal|number of)\b", re.I)
_DESCRIBING = re.compile(r"(ede|ige|ske|elle|ale|nde|nye|lle)$", re.I)  # before what is counted
_WHEN = re.compile(
    r"\b(i (går|dag|fjor|morgen|nat|år|forgårs)|(sidste|næste|samme|første|forrige|hver) \w+|"
    r"\w*(mandag|tirsdag|onsdag|torsdag|fredag|lørdag|søndag)\w*|forår\w*|sommer\w*|efterår\w*|"
    r"vinter\w*|årsskifte\w*|kvartal\w*|jul\w{0,3}|påske\w*|ferie\w*|siden|yesterday|last \w+)\b",
    re.I,
)
_DENYING = ("ikke", "not ", "never ")
_UNTOLD = re.compile(  # in lower case
    r"\bikke (med i (notatet|rapporten|materialet|opgørelsen|tallene)|medtaget|oplyst|nævnt|"
    r"opgjort|angivet|kendt|omtalt|undersøgt|gengivet)\b|"
    r"\b(fremgår|oplyses|nævnes|angives|vides) (det |her )?ikke\b|"
    r"\b(indgår|står) (det |her )?ikke( her| i (notatet|rapporten|materialet|opgørelsen))?\W*$|"
    r"\bkan (derfor |endnu |her )?ikke (fortælle|sige noget|svare|oplyse)|"
    r"\bved (man|vi) (endnu )?ikke\b|"
    r"\bikke omfattet af ((denne|dette) )?"
    r"(notat|rapport|undersøgelse|evaluering|udtalelse)(en|et)?\b|"
    r"\b(not|never) (stated|given|known|reported)\b"
)
_UNTOLD_HEADING = re.compile(
    r"\bikke (med|medtaget|afklaret|besvaret|belyst|kendt|oplyst|gengivet)\b|"
    r"\bikke (siger|svarer|fortæller|dækker|omtaler|nævner|indeholder|omfatter|belyser|ved)\b|"
    r"\bkan \w+ ikke (svare|sige|fortælle|oplyse)|\bved (vi|man|ingen)\b|"
    r"\b(åbne|ubesvarede|uafklarede) spørgsmål\b|"
    r"\bmangl\w+ (viden|data|tal|oplysninger)\b|"
    r"\b(not (covered|known|answered|included)|open questions)\b",
    re.I,
)
_CONDITION = re.compile(r"\b(hvis|når|if|when)\b", re.I)  # heads what is told of that case
# A capital after a word, what is in quotation marks, and what something is said to be called.
_NAME = re.compile(
    r"(?<=[\w,;:] )[A-ZÆØÅ][\w-]+|[»“”\"][^»«“”\"]+|(?:(?<=hedder )|(?<=hed )|(?<=kaldes ))\w+"
)
_ALIKE = 0.8  # of two spellings: flexjob, fleksjob
_CONCERNS = 0.5  # share of its words that a question must hold for it to be what is asked for
_ACTOR = re.compile(
    r"\b(kommun\w+|region\w*|stat(ens?|s|slig\w*)?|ministeri\w+|forvaltning\w*|udvalg\w*|byråd\w*|leder\w*|chef\w*|"
    r"medarbejder\w*|borger\w*|hjemmepleje\w*|udlejer\w*|virksomhed\w*)\b",
    re.I,
)


def hold_fact(
    focus: Focus, own: Analysis, candidate: Candidate
) -> tuple[float, float, float, float]:
    """Return whether a value of the asked kind is there, is missing, counts the asked, another."""
    asked = [ask for ask in focus.asks if ask in FACT_ASKS]
    if not asked:
        return 0.0, 0.0, 0.0, 0.0
    if asked[0] == "person":
        present = bool(_ACTOR.search(candidate.text)) or any(
            not focus.names >= {danish.stem(word) for word in name.split()} for name in own.names
        )
        return float(present), float(not present), 0.0, 0.0
    if asked[0] == "date" and _WHEN.search(candidate.text):
        return 1.0, 0.0, 0.0, 0.0
    kinds = _VALUE_KINDS[asked[0]]
    if asked[0] == "share" and _SHARE_WORD.search(candidate.text):
        kinds = kinds | _ANY_NUMBER
    if candidate.kind == "table_row" and asked[0] == "count" and not _counts(candidate.text, focus):
        return 0.0, 1.0, 0.0, 0.0
    if candidate.kind == "table_row" and _is_cued(candidate, asked[0]):
        kinds = kinds | _ANY_NUMBER
    counts = asked[0] == "count"
    counted = _counted(focus.terms, focus.alternatives) if counts else frozenset[str]()
    new = [v for v in own.values if _is_of(v, asked[0], kinds) and not _known(v, focus)]
    if focus.demand == "count":
        new = [v for v in new if v.unit in counted or not _measures(v)]
    units = {value.unit for value in new}
    if asked[0] in _IN_WORDS and _IN_WORDS[asked[0]].search(candidate.text):
        return 1.0, 0.0, 0.0, 0.0
    if counts and focus.demand is None and _OFTEN.search(candidate.text):
        return 1.0, 0.0, 0.0, 0.0
    match, other = bool(units & counted), bool(counted and units) and not units & {*counted, ""}
    return float(bool(new)), float(not new), float(match), float(other)


def _is_cued(row: Candidate, ask: Ask) -> bool:
    """Tell whether a row says of what its numbers are; under years what is over the table says."""
    cue = _ROW_CUES[ask]
    if cue.search(row.text):
        return True
    return ask == "money" and bool(_YEAR_CELL.search(row.text) and cue.search(row.heading))


def _counts(row: str, focus: Focus) -> bool:
    """Tell whether a row has a cell with a count: no sum, share, date or number of a case.

    "Antal svar: 16" does not say how many homes there are.
    """
    cells = [cell.rpartition(":") for cell in row.split(";")]
    figures = [heading for heading, _, value in cells if _FIGURE.match(value)]
    if any(not _NO_COUNT.search(one) and not _counts_others(one, focus) for one in figures):
        return True
    return any(
        len(value.split()) >= _PROSE and _FIGURE_WITHIN.search(value) for _, _, value in cells
    )


def _counts_others(heading: str, focus: Focus) -> bool:
    """Tell whether a heading says "Antal ..." of something else than what is asked about."""
    counted = _COUNT_OF.match(heading) if focus.demand == "count" else None
    if counted is None:
        return False
    rest = heading[counted.end() :]
    named = {danish.stem(word) for word in danish.spellings(rest)} | analyse(rest).parts
    asked = {form for term in focus.terms for form in (term.stem, term.family, *term.parts)}
    return bool(named) and named.isdisjoint(asked.union(*focus.alternatives))


def _measures(value: danish.Value) -> bool:
    """Tell whether a value is a sum, a time, a length or a place in a row: no count of things."""
    if value.kind in ("amount", "duration") or value.canonical.startswith("ordinal:"):
        return True
    return value.unit in _MEASURES


def _is_of(value: danish.Value, ask: Ask, kinds: frozenset[str]) -> bool:
    """Tell whether a value is of the asked kind, by its unit where it counts (ti kalenderdage)."""
    if value.kind in kinds:
        return True
    return ask == "duration" and value.kind in _ANY_NUMBER and value.unit.endswith(_TIMES)


def holds(demand: Demand, focus: Focus, candidate: Candidate) -> bool:
    """Tell whether a sentence holds the value that its question cannot be answered without."""
    own = analyse(candidate.text)
    if demand == "name":
        return any(_is_person(name, focus) for name in own.names) and _has_role(focus, candidate)
    if demand == "named":
        return _names_something(focus, candidate)
    if demand == "firm":
        return names_a_firm(focus, candidate)
    if demand == "defined":
        return _names_thing(focus, candidate)
    if demand == "mail":
        return "@" in candidate.text and _names_whose(focus, candidate)
    if demand == "weight":
        return any(value.unit in _WEIGHTS for value in own.values) or (
            candidate.kind == "table_row" and bool(_WEIGHT_CELL.search(candidate.text))
        )
    if demand in _HELD_KINDS:
        if any(value.kind == _HELD_KINDS[demand] for value in own.values):
            return demand != "phone" or _names_whose(focus, candidate)
        bare = demand == "phone" and _PHONE.search(candidate.text)
        return bool(bare) and _names_whose(focus, candidate)
    if demand == "money" and (
        focus.of_one and _is_of_the_whole(candidate) or _is_other_money(focus, candidate)
    ):
        return False
    return hold_fact(focus, own, candidate)[0] > 0


def _names_whose(focus: Focus, candidate: Candidate) -> bool:
    """Tell whether whose number or address is asked for stands by it."""
    whose = focus.strong & [not _CONTACT.search(term.text) for term in focus.terms]
    near = analyse_lines(candidate.around)
    return not whose.any() or bool((focus.held_in(near) & whose).any())


def _is_other_money(focus: Focus, candidate: Candidate) -> bool:
    """Tell whether what is saved is asked for and a cost is told, or the other way round."""
    asked = " ".join(term.text for term in focus.terms)
    text = candidate.text
    if _SAVED.search(asked):
        return not _SAVED.search(f"{text}\n{candidate.near}") and not _LESS.search(text)
    return bool(_PAID.search(asked) and _SAVED.search(text)) and not _PAID.search(text)


def _is_of_the_whole(candidate: Candidate) -> bool:
    """Tell whether the sums here are a budget or of a contract: not the price of one thing."""
    if candidate.kind != "table_row":
        return bool(_SUMMED_UP.search(candidate.text)) and not _EACH.search(candidate.text)
    cells = [cell.partition(": ") for cell in candidate.text.split("; ")]
    sums = [heading for heading, _, value in cells if _is_sum(heading, value)]
    return bool(sums) and all(
        _BUDGET.search(heading) and not _EACH.search(heading) for heading in sums
    )


def _is_sum(heading: str, value: str) -> bool:
    kinds = {one.kind for one in analyse(value).values}
    return "amount" in kinds or bool(kinds & _ANY_NUMBER and _ROW_CUES["money"].search(heading))


def fills(demand: Demand, focus: Focus, row: Candidate, cell: str) -> bool:
    """Tell whether a cell of a row is the value asked for: a date, no time; of the counted."""
    candidate = replace(row, text=cell)
    if demand == "date":
        return any(value.kind in DATED for value in analyse(cell).values)
    if demand == "count":
        return hold_fact(focus, analyse(cell), candidate)[2] > 0
    return holds(demand, focus, candidate)


def names_nobody(focus: Focus, candidate: Candidate) -> bool:
    """Tell whether a person is asked for, and a row names but houses and what it is asked of."""
    if focus.asks[0] != "person" or candidate.kind != "table_row":
        return False
    if _ACTOR.search(candidate.text):
        return False
    cells = [cell.partition(": ") for cell in candidate.text.split("; ")]
    if any(focus.held_in(analyse(heading)).any() for heading, _, _ in cells):
        return False
    values = [value for _, _, value in cells if not _HOUSE.search(value)]
    names = [name for value in values for name in analyse(value).names]
    return all(focus.held_in(analyse(name)).any() for name in names)


def says_untold(focus: Focus, candidate: Candidate) -> bool:
    """Tell whether a sentence says that what is asked for is not told: "Prisen er ikke oplyst".

    An empty cell says nothing of the rest of its row, and what a heading says of several things
    concerns the question only where they are what it asks for.
    """
    if candidate.kind == "table_row":
        return False
    if stands_under_untold(candidate):
        named = [term.stem for term in danish.content_terms(candidate.text)]
        asked = {term.stem for term in focus.terms}
        return sum(stem in asked for stem in named) >= _CONCERNS * len(named)
    return _is_untold(candidate.text) and _concerns(focus, candidate.text)


def lacks_another_figure(focus: Focus, candidate: Candidate) -> bool:
    """Tell whether a sentence only says that a figure is not told which nobody asks for."""
    if candidate.kind == "table_row" or not _is_untold(candidate.text):
        return False
    return not _concerns(focus, candidate.text)


def _is_untold(text: str) -> bool:
    lowered = text.lower()
    return any(word in lowered for word in _DENYING) and bool(_UNTOLD.search(lowered))


def _concerns(focus: Focus, untold: str) -> bool:
    """Tell whether what is not told is what is asked for: a price that lacks is no lacking aim."""
    lacking = [_HEADING_CUES[ask] for ask in _FIGURES if _HEADING_CUES[ask].search(untold)]
    if not lacking or focus.asks[0] in FACT_ASKS:
        return True
    return any(cue.search(term.text) for cue in lacking for term in focus.terms)


def stands_under_untold(candidate: Candidate) -> bool:
    """Tell whether a sentence only names what its heading says is not told."""
    return _heads_untold(candidate.heading.partition("\n")[0].rpartition(" › ")[2])


@lru_cache(maxsize=4096)
def _heads_untold(heading: str) -> bool:
    return bool(_UNTOLD_HEADING.search(heading)) and not _CONDITION.search(heading)


def adds_nothing(focus: Focus, candidate: Candidate) -> bool:
    """Tell whether a sentence only says again what the question says, and announces nothing.

    A bare yes or no answers the question that it stands under, and another one not at all.
    """
    if _YES_OR_NO.fullmatch(candidate.text.strip()):
        return _asked_over(focus, candidate) < _SAME_QUESTION
    if focus.asks[0] == "yes_no" or candidate.text.rstrip().endswith(":"):
        return False
    known = {stem for term in focus.terms for stem in (term.stem, term.family)}
    own = analyse(candidate.text)
    return own.stems <= known and not any(not _known(value, focus) for value in own.values)


def _asked_over(focus: Focus, candidate: Candidate) -> float:
    """Return the share of the question's words, by weight, in what a sentence stands under."""
    there = analyse_lines(f"{candidate.heading}\n{candidate.near}")
    return share(focus.weights, match_each(focus.terms, focus.alternatives, there))


def _is_person(name: str, focus: Focus) -> bool:
    stems = [danish.stem(word) for word in name.split()]
    asked = focus.names | focus.places
    person = danish.may_be_person(name) and not any(not one.start for one in danish.places(name))
    return person and not asked.intersection(stems)


def _has_role(focus: Focus, candidate: Candidate) -> bool:
    """Tell whether the office that somebody is asked to hold is named here; true without one."""
    there = analyse_lines(f"{candidate.text}\n{over(candidate)}")
    offices = [
        (term, others)
        for term, others in zip(focus.terms, focus.alternatives, strict=True)
        if _office().search(danish.fold(term.text))
    ]
    return all(match(term, others, there) >= HELD for term, others in offices)


@cache
def _office() -> re.Pattern[str]:
    return re.compile(rf"({offices()}|manager|director|mayor|chair\w*)(e?ne?)?$")


def _names_something(focus: Focus, candidate: Candidate) -> bool:
    """Tell whether a sentence has a name, or a cell of words, that the question does not have."""
    known = focus.names | focus.places | {term.stem for term in focus.terms} | OFFICES
    if candidate.kind == "table_row":
        texts = [cell.partition(":")[2] for cell in candidate.text.split(";")]
    else:
        own = analyse(candidate.text)
        texts = [*own.names, *_NAME.findall(candidate.text)]
    stems = (danish.stem(word.text) for text in texts for word in danish.words(text))
    return any(stem not in known and not stem.isdigit() for stem in stems)


def _names_thing(focus: Focus, candidate: Candidate) -> bool:
    """Tell whether the thing to be explained, a question's last word, is named here or above."""
    if not focus.terms:
        return True
    there = analyse_lines(f"{candidate.text}\n{candidate.near}")
    term = focus.terms[-1]
    if match(term, focus.alternatives[-1], there) >= HELD:
        return True
    return bool(get_close_matches(term.stem, there.stems, 1, _ALIKE))


@lru_cache(maxsize=256)
def _counted(
    terms: tuple[danish.Term, ...], alternatives: tuple[frozenset[str], ...]
) -> frozenset[str]:
    """Return the stems for what "hvor mange" and "antal" count, and for what means the same."""
    named = [
        pair
        for pair in zip(terms, alternatives, strict=True)
        if not _NUMBER_OF.fullmatch(pair[0].text)
    ]
    stems: set[str] = set()
    for (term, others), following in zip_longest(named, named[1:]):
        stems |= {term.stem, term.family, *others}
        describes = following and following[0].start == term.end + 1
        if not (describes and _DESCRIBING.search(term.text)):
            break
    return frozenset(stems)


def _known(value: danish.Value, focus: Focus) -> bool:
    return value.canonical in focus.numbers or value.canonical.rpartition(":")[2] in focus.years


def hold_cue(focus: Focus, candidate: Candidate) -> tuple[float, float]:
    """Return whether words that announce the asked (fordi, for at) are there, and are missing."""
    asked = [ask for ask in focus.asks if ask in _CUES]
    if not asked:
        return 0.0, 0.0
    text = candidate.text.lower()
    there = any(_CUES[ask].search(text) for ask in asked)
    return float(there), float(not there)


def tells_why(text: str) -> bool:
    """Tell whether words that announce a reason are there."""
    return bool(_CUES["reason"].search(text.lower()))


def hold_cue_above(focus: Focus, text: str) -> float:
    """Return whether a heading announces what is asked for."""
    asked = [ask for ask in focus.asks if ask in _HEADING_CUES]
    return float(any(_HEADING_CUES[ask].search(text) for ask in asked))


def hold_topic(focus: Focus, candidate: Candidate) -> tuple[float, float]:
    """Return whether words of a topic that is asked about are there, and are missing."""
    if not focus.topics:
        return 0.0, 0.0
    held = [speaks_of(topic, candidate.text) for topic in focus.topics]
    return float(any(held)), float(not all(held))
