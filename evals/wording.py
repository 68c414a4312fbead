"""Danish names and number formats of a report."""

from __future__ import annotations

from typing import Any

CATEGORIES = {
    "enkelt_fakta": "Enkelt fakta",
    "tid_dato_beloeb": "Tid, dato, beløb",
    "betingelse_undtagelse": "Betingelse eller undtagelse",
    "liste": "Opremsning",
    "flere_dokumenter": "Flere dokumenter",
    "tabel": "Tabel",
    "versionskonflikt": "Flere udgaver",
    "negation": "Negation",
    "dansk_form": "Sproglig form",
    "opfoelgning": "Opfølgende spørgsmål",
    "uden_for_korpus": "Uden for dokumenterne",
    "naer_ved": "Tæt på, men ikke i dokumenterne",
    "falsk_forudsaetning": "Falsk forudsætning",
    "underspecificeret": "Uklart spørgsmål",
    "kun_i_billede": "Kun i en figur",
    "nonsens": "Nonsens",
    "persondata_raad_handling": "Persondata, afgørelse eller handling",
    "andet": "Andet",
}
STAGES = {
    "broken": "Spørgsmålet gav en fejl",
    "not_read": "Teksten gik tabt ved indlæsning",
    "split": "Teksten blev delt mellem passager",
    "not_retrieved": "Passagen blev ikke fundet (top 50)",
    "ranked_low": "Passagen lå for langt nede",
    "not_selected": "Passagen blev læst, men ikke valgt",
    "declined": "Svaret var valgt, men blev afvist",
    "not_shown": "Svaret var valgt, men ikke vist",
    "wrong_content": "Vist, men mangler noget eller er forkert",
    "wrongly_answered": "Burde være afvist, men blev besvaret",
}
STATUSES = {
    "answered": "besvaret",
    "partial": "delvis besvaret",
    "not_found": "står ikke i dokumenterne",
    "refused": "afvist",
    "None": "intet svar",
}
FAMILIES = {
    "svar": "Svarene",
    "kilder": "Henvisningerne",
    "uddrag": "Uddragene",
    "afvisning": "Afvisning",
    "søgning": "Søgning",
    "ordret": "Troskab mod kilden",
}


def category(name: str) -> str:
    """A category's Danish name; a foreign suite's own name as it is."""
    return CATEGORIES.get(name, name)


def number(value: float | None, digits: int = 2) -> str:
    """A number with a decimal comma; a dash where there is none."""
    return "–" if value is None else f"{value:.{digits}f}".replace(".", ",")


def percent(value: float | None) -> str:
    """A share in per cent without decimals, but never 100 or 0 where it is not."""
    if value is None:
        return "–"
    shown = 100 * value
    digits = 0 if shown in (0, 100) or 0.5 <= shown < 99.5 else 1
    return f"{number(shown, digits)} %"


def interval(row: dict[str, Any], *, shares: bool = True) -> str:
    """The interval and n of an estimate in words: "82–91 %, n = 200"."""
    if row["low"] is None:
        return f"n = {row['n']}"
    if not shares:
        return f"{number(row['low'])} til {number(row['high'])}, n = {row['n']}"
    return f"{percent(row['low'])} til {percent(row['high'])}, n = {row['n']}"


def of_hundred(row: dict[str, Any]) -> str:
    """A share as a count of 100."""
    return "–" if row["value"] is None else str(round(100 * row["value"]))


def shown(row: dict[str, Any]) -> str:
    """A score's value: shares in per cent, other numbers as they are."""
    return number(row["value"]) if is_plain(row) else percent(row["value"])


def is_plain(row: dict[str, Any]) -> bool:
    """Whether a score is no share: utility and the search measures by rank."""
    name: str = row["name"]
    return name == "utility" or name.startswith(("retrieval_nDCG", "retrieval_RR"))


def makeup(suite: dict[str, Any]) -> str:
    """How many questions of each kind a suite has, as Danish sentences."""
    refused = suite["cases"] - suite["answerable"]
    text = (
        f"{suite['cases']} spørgsmål med facit, heraf {suite['answerable']} som dokumenterne kan "
        f"svare på, og {refused} som de ikke kan."
    )
    plain = suite["splits"].get("canary", 0)
    if plain in (0, suite["cases"]):
        return text
    return (
        f"{text} {plain} af dem er så enkle, at de altid skal gå godt; de er fastholdt og tæller "
        "ikke med i tallene."
    )
