"""What a question asks for: an amount, a share, a date, a person, a list, a reason …

The wording of a Danish or English question fixes what kind of value its answer must hold; a
passage about the right thing without such a value is a near miss (a purpose is not a price).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

from ingest import danish

Ask = Literal[
    "money",
    "share",
    "count",
    "duration",
    "date",
    "person",
    "organisation",
    "place",
    "reason",
    "way",
    "purpose",
    "definition",
    "effect",
    "list",
    "yes_no",
    "open",
]

_PATTERNS: tuple[tuple[Ask, str], ...] = (
    (
        "share",
        r"hvor (stor en |mange |høj en )?(procentdel|andel|del af|procent)|(hvilken|hvor stor) "
        r"(en )?(procent|andel|brøkdel)|\bandelen\b|\bprocentdel|svarprocent|\bhvor mange (%|pct)|"
        r"what (share|percentage|proportion|fraction)|how (large|big) a (share|part|proportion)|"
        r"how many percent|percentage of",
    ),
    (
        "money",
        r"hvad (koster|kostede|vil .{0,40} koste|er prisen|var prisen|bliver prisen|betal|skal .{0,60}"
        r"betale)|\bkoster\b|\bkostede\b|hvor (dyr|billig)|\bpris(en|er|erne)?\b|\bbeløb|"
        r"hvor mange (penge|midler|kroner|kr\b|millioner|mio|milliarder)|"
        r"hvor (stort|stor|store) (et |en )?(er |var |bliver )?(budget|bevilling|pulje|tilskud|støtte"
        r"|beløb|besparelse|udgift|investering|gevinst)|hvor meget (koster|kostede|sparer|spares|"
        r"sparede|betaler|betalte|er der afsat|blev der afsat|har .{0,40} afsat|giver|gav|fik|"
        r"bevilg|støtte|penge)|\bhow much (money|does .{0,60}cost|did .{0,60}cost|funding|was "
        r"(spent|granted))|\bprice\b|\bcosts?\b",
    ),
    (
        "duration",
        r"hvor (længe|lang tid|lange?\b)|\bvarighed|\bvarede?\b|hvor mange (minutter|timer|dage|uger|"
        r"måneder|år\b)|how long|how many (minutes|hours|days|weeks|months|years)",
    ),
    ("count", r"hvor mange|\bantal(let)?\b|hvor stort et antal|how many|number of|hvor ofte|how often"),
    (
        "date",
        r"hvornår|hvilke[nt]? (dato|dag|år|måned|årstal|tidspunkt|periode|uge)|\bhvilke år\b|fra "
        r"hvilket år|\bdatoen\b|\btidspunktet\b|\bdeadline|\bfrist(en)?\b|hvad tid|hvad er klokken|"
        r"\bwhen\b|what (date|year|day|time)|which (year|date|month|day)",
    ),
    (
        "person",
        r"\bhvem\b|\bhvis (forslag|idé|ide)\b|hvad hedder (?!projekt|strategi|rapport|pulje|ordning|"
        r"værktøj|teknologi)|\bwho\b|\bwhose\b|hvilken (person|leder|chef|direktør|borgmester|"
        r"forsker|konsulent)|navnet på (den|chef|leder|borgmester|direktør)",
    ),
    (
        "organisation",
        r"hvilke[nt]? (virksomhed|firma|organisation|myndighed|institution|forening|leverandør|"
        r"aktør|kommune|region|styrelse|ministerium|parter|samarbejdspartner)|hvem (står|stod) bag|"
        r"which (company|companies|organi[sz]ation|municipalit|region|authorit|partner|supplier)",
    ),
    (
        "place",
        r"\bhvor (?!mange|meget|stor|længe|lang|ofte|høj|dyr|billig|gammel|godt|vigtig|lidt|få\b|"
        r"hurtig|tit|svær)|hvorhen|hvilke[nt]? (by|sted|kommune|adresse|region|lokal|bydel)|\bwhere\b|"
        r"which (city|town|place|municipality)",
    ),
    (
        "reason",
        r"\bhvorfor\b|\bskyldes\b|\bskyldtes\b|\bårsag|\bgrund(en|e|ene)? til|\bbegrund|hvad er "
        r"skyld|hvad gør det svært|\bwhy\b|\breason|cause of|\bhvoraf kommer",
    ),
    (
        "purpose",
        r"\bformål|\bhensigt|\bmålet\b|\bmål(ene|sætning)|hvad skal .{1,80} (bruges til|føre til|"
        r"bidrage|hjælpe|opnå)|hvad vil .{1,60} (opnå|gerne)|hvad går .{1,60} ud på|\bpurpose|"
        r"\baim\b|\bgoal|\bobjective|what is .{1,60} for\?",
    ),
    (
        "effect",
        r"\beffekt|\bresultat|\bgevinst|\budbytte|\bvirkning|\bkonsekvens|\bvirker\b|\bfordel|"
        r"\bulempe|hvad (betyder|betød) .{3,80} for |\beffects?\b|\bbenefit|\boutcome|\bresult",
    ),
    (
        "way",
        r"\bhvordan\b|\bhvorledes\b|på hvilken måde|hvilken måde|hvad gør .{1,60} for at|\bhow "
        r"(?!many|much|long|often|large|big)|in what way|by what means",
    ),
    (
        "definition",
        r"^hvad (er|var) (en |et |det |den )?[\wæøåÆØÅ.&\- ]{2,40}\??$|hvad (betyder|dækker|menes|"
        r"forstås|indebærer)|\bdefinition|\bdefinere|^what (is|are) (a |an |the )?[\w\- ]{2,40}\?$|"
        r"what does .{1,40} mean",
    ),
    (
        "list",
        r"\bhvilke\b|\bnævn\b|\bliste?\b|\boversigt|\bopremse|\bopsummer|\bsammenfat|hvad er de "
        r"(vigtigste|største|væsentligste|primære|fem|fire|tre|to|seks|syv|otte|ti|\d+)|hvad (for "
        r"nogle|kendetegne|kendetegnede)|\bkendetegn|\bgiv (mig )?(de|en|et|alle)\b|\bpunkter\b|"
        r"\b(which|what) [a-zæøå\- ]{2,40}s\b|\blist\b|\bname (the|all)|what are\b|hvad siger|"
        r"hvad (blev|var|er) (der )?(nævnt|peget|foreslået|anbefal)|\bbarrierer\b|\budfordringer\b|"
        r"\banbefalinger\b|\bforslag\b|\bløsninger\b|\beksempler\b",
    ),
    (
        "yes_no",
        r"^(er|kan|må|skal|har|havde|får|fik|bliver|blev|findes|gælder|kræver|virker|bruger|vil|var|"
        r"bør|giver|betaler|dækker|siger|mener|står|sparer|deltager|deltog|kommer|hører|tilbyder|"
        r"is|are|can|may|must|does|do|did|has|have|was|were|will|should) ",
    ),
)
_COMPILED = tuple((ask, re.compile(pattern)) for ask, pattern in _PATTERNS)
_MANY = re.compile(
    r"\bhvilke\b|\bnævn\b|\bhvordan\b|\bhvorfor\b|\bhvorledes\b|oversigt|\bliste?\b|opsummer|"
    r"sammenfat|kendetegn|\bgiv (mig )?(de|en|alle)\b|hvad siger|hvad er de |på hvilke|"
    r"\b(barrierer|udfordringer|anbefalinger|erfaringer|fordele|ulemper|gevinster|effekter|årsager|"
    r"løsninger|eksempler|krav|betingelser|punkter|tiltag|initiativer|formål|mål|temaer|forslag)\b|"
    r"\bwhich\b.*s\b|\bwhat are\b|\bhow (?!many|much|long|often)|\bwhy\b|\blist\b|what .*s (are|did|"
    r"do|were)"
)
_FACT_ASKS = frozenset({"money", "share", "count", "duration", "date", "person"})


@lru_cache(maxsize=4096)
def asks_for(question: str) -> tuple[Ask, ...]:
    """Return what the question asks for, most specific first; ("open",) when nothing is matched.

    Example:
        >>> asks_for("Hvor mange procent af kommunerne svarede?")[0]
        'share'
    """
    lowered = question.lower().strip()
    found = [ask for ask, pattern in _COMPILED if pattern.search(lowered)]
    if "share" in found and "count" in found:
        found.remove("count")
    if "money" in found and "count" in found and re.search("kroner|penge|midler|mio|million", lowered):
        found.remove("count")
    if "duration" in found and "count" in found:
        found.remove("count")
    return tuple(found) or ("open",)


@lru_cache(maxsize=4096)
def wants_many(question: str) -> bool:
    """Tell whether every distinct point is wanted rather than the one fact."""
    asks = asks_for(question)
    return bool(_MANY.search(question.lower())) and asks[0] not in _FACT_ASKS


def is_weak(term: danish.Term) -> bool:
    """Tell whether a question's word says what is asked for rather than what it is about."""
    return danish.fold(term.text) in _weak_words() or term.stem in _weak_stems()


@cache
def _weak_words() -> frozenset[str]:
    lines = files("assistant").joinpath("weak_words.txt").read_text("utf-8").splitlines()
    return frozenset(
        danish.fold(word) for line in lines if not line.startswith("#") for word in line.split()
    )


@cache
def _weak_stems() -> frozenset[str]:
    return frozenset(danish.stem(word) for word in _weak_words())
