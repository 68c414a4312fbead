"""Verdicts in Danish, as a reader is told them."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.check.records import Judged, Reference
from assistant.verify.failure import Failure

VERDICTS = {
    "verbatim": "ordret i dokumenterne",
    "supported": "støttet",
    "other_source": "støttet af et andet dokument end henvisningen",
    "unsupported": "ikke støttet",
    "misquoted": "citatet står ikke ordret i dokumenterne",
    "not_found": "ikke fundet i dokumenterne",
    "no_claim": "uden påstand",
    "remark": "bemærkning i kantede parenteser",
}
GOOD = frozenset(("verbatim", "supported", "no_claim", "remark"))
_FAILURES = {
    "value": "tallet {text} står ikke i kilden",
    "period": "perioden »{text}« står ikke i kilden",
    "name": "navnet {text} står ikke i kilden",
    "bound": "kilden siger det modsatte om {text}: over og under, mindst og højst, fra og til",
    "figures": "»{text}« passer ikke med tallene",
    "swapped": "»{text}« gælder noget andet i kilden",
    "counted": "det er noget andet, kilden tæller: »{text}«",
    "traded": "»{text}« har byttet plads i forhold til kilden",
    "opposite": "kilden siger det modsatte af »{text}«",
    "apart": "kilden knytter ikke »{text}« sammen",
    "compared": "sammenligningen »{text}« er vendt om",
    "part": "del og helhed er byttet om: »{text}«",
    "mixed": "»{text}« er fra en kilde, der handler om noget andet",
    "denial": "»{text}« siger enten kun kilden eller kun sætningen",
    "group": "»{text}«: i kilden er det en andel af andre",
    "vote": "kilden siger, at der blev stemt anderledes end »{text}«",
    "proposed": "kilden siger, at det er foreslået, ikke at det er »{text}«",
    "rate": "»{text}« står ikke i kilden: tallet gælder en anden tid der",
    "scale": "kilden har ikke »{text}« i den styrke",
    "rest": "kilden siger {text} om de øvrige, ikke om alle",
    "stead": "kilden har et andet ord på den plads: »{text}«",
    "leaning": "kilden siger det modsatte af »{text}«",
    "rival": "kilden siger ikke »{text}«",
    "alone": "kilden siger ikke, at det kun er »{text}«",
    "linked": "kilden knytter ikke »{text}« sammen på den måde",
    "order": "rækkefølgen er en anden i kilden: »{text}«",
    "roles": "det er en anden i kilden, der gør det: »{text}«",
    "doer": "kilden siger ikke, hvad nogen er: »{text}«",
    "polarity": "»{text}« siger enten kun kilden eller kun sætningen",
    "little": "der står for lidt i sætningen til at holde den op mod en kilde",
    "where": "kilden hedder noget lignende, men siger det ikke",
    "cut": "kildens »{text}« er skåret fra citatet",
    "narrowed": "kildens forbehold »{text}« mangler",
    "long": "sætningen er for lang til at blive holdt op mod en kilde",
    "meaning": "kilden handler om noget andet",
}
_LACKING = ("value", "period", "name")  # what is not there cannot stand in the wrong place
_KINDS = {
    "footnote": "Fodnote {n}",
    "endnote": "Slutnote {n}",
    "list": "Kilde {n} på listen",
    "inline": "Henvisning {n} i teksten",
}
_PROBLEMS = {
    "year": "årstallet er ikke dokumentets",
    "title": "titlen er ikke dokumentets",
    "author": "forfatteren står ikke i dokumentet",
    "publisher": "udgiveren eller tidsskriftet står ikke i dokumentet",
    "page": "den side har dokumentet ikke",
    "quote": "citatet står ikke i dokumentet",
    "quote_page": "citatet står på en anden side",
}
_UNKNOWN = "findes ikke i biblioteket"


def verdict(judged: Judged) -> str:
    """Return a statement's verdict with its reasons."""
    reasons = explained(judged.failures) if judged.code == "unsupported" else []
    return f"{VERDICTS[judged.code]}: {'; '.join(reasons)}" if reasons else VERDICTS[judged.code]


def explained(failures: Sequence[Failure]) -> list[str]:
    """Return reasons, each once; the words that no source has as one."""
    absent = ", ".join(dict.fromkeys(f"»{one.text}«" for one in failures if one.code == "absent"))
    lacking = [one.text for one in failures if one.code in _LACKING]
    told = [
        _FAILURES[one.code].format(text=" ".join(one.text.split()))
        for one in failures
        if one.code in _FAILURES
        if one.code in _LACKING or not any(text in one.text for text in lacking)
    ]
    return list(dict.fromkeys([*told, *([f"kilden siger intet om {absent}"] if absent else [])]))


def reference_name(reference: Reference) -> str:
    """Return what a reference is called."""
    return _KINDS[reference.note.kind].format(n=reference.note.name)


def reference_verdict(reference: Reference) -> str:
    """Return whether a reference can be traced, and what in it does not hold."""
    if not reference.is_reference:
        return "ingen henvisning"
    if reference.document is None:
        problems = ["citatet står ikke i noget dokument"] if reference.problems else []
        return "; ".join([_UNKNOWN, *problems])
    told = [_PROBLEMS[problem] for problem in reference.problems]
    return "; ".join([reference.document, *told])
