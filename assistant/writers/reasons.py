"""Why the text of a language model is not shown, as one sentence for the reader."""

from __future__ import annotations

from ingest.errors import WriterError

_CAUSES = {
    "da": {
        "unreachable": "Sprogmodellens server svarer ikke",
        "timeout": "Sprogmodellen blev ikke færdig inden for tidsgrænsen",
        "missing": "Modellen {model} er ikke hentet (kør »ollama pull {model}«)",
        "missing_openai": "Modellen {model} findes ikke på serveren",
        "refused": "Sprogmodellens server afviste opgaven",
        "busy": "Sprogmodellen er optaget af andre",
        "failed": "Sprogmodellens server meldte fejl",
        "cut": "Sprogmodellens tekst blev afbrudt undervejs",
        "invalid": "Sprogmodellen svarede i en form, der ikke kan læses",
        "redirect": "Sprogmodellens server viste videre til en anden adresse, og det følges ikke",
        "context": "Kilderne er for lange til sprogmodellen",
        "length": "Sprogmodellens tekst blev for lang",
        "truncated": "Sprogmodellen fik ikke læst alle kilderne",
        "empty": "Sprogmodellen skrev ingenting",
        "language": "Sprogmodellen svarede på et andet sprog",
        "repeated": "Sprogmodellen gentog sin opgave i stedet for at svare",
        "not_found": "Sprogmodellen fandt ikke svaret i kilderne",
        "unsupported": "Sprogmodellens tekst kunne ikke bekræftes i kilderne",
        "paused": "Sprogmodellen holder en kort pause efter flere fejl i træk",
    },
    "en": {
        "unreachable": "The language model's server does not answer",
        "timeout": "The language model did not finish within the time limit",
        "missing": 'The model {model} is not there (run "ollama pull {model}")',
        "missing_openai": "The server does not have the model {model}",
        "refused": "The language model's server refused the task",
        "busy": "The language model is busy",
        "failed": "The language model's server reported an error",
        "cut": "The language model's text was cut off",
        "invalid": "The language model answered in a form that cannot be read",
        "redirect": "The language model's server redirected elsewhere, which is not followed",
        "context": "The sources are too long for the language model",
        "length": "The language model's text grew too long",
        "truncated": "The language model did not read all of the sources",
        "empty": "The language model wrote nothing",
        "language": "The language model answered in another language",
        "repeated": "The language model repeated its task instead of answering",
        "not_found": "The language model did not find the answer in the sources",
        "unsupported": "The language model's text could not be confirmed in the sources",
        "paused": "The language model rests for a moment after several failures in a row",
    },
}
_INSTEAD = {
    "da": "; svaret står derfor i dokumenternes egne ord.",
    "en": "; the answer is therefore in the documents' own words.",
}
_LEFT_OUT = {
    "da": ("Én sætning fra sprogmodellen er udeladt, fordi kilderne ikke bekræfter den.",
           "{n} sætninger fra sprogmodellen er udeladt, fordi kilderne ikke bekræfter dem."),
    "en": ("One sentence of the language model is left out: the sources do not confirm it.",
           "{n} sentences of the language model are left out: the sources do not confirm them."),
}  # fmt: skip


def why_not(error: WriterError, writer: str, language: str) -> str:
    """Return why the answer is in the documents' own words.

    Args:
        error: What went wrong; what a server said of it is for the log, not for the reader.
        writer: Name of the writer, such as "ollama:gemma3:4b".
        language: ISO 639-1 code of the question.
    """
    language = language if language in _CAUSES else "da"
    kind, _, model = writer.partition(":")
    code = "missing_openai" if error.code == "missing" and kind == "openai" else error.code
    return _CAUSES[language][code].format(model=model) + _INSTEAD[language]


def left_out(n: int, language: str) -> str:
    """Return that some sentences are not shown, n at least 1."""
    one, several = _LEFT_OUT.get(language, _LEFT_OUT["da"])
    return one if n == 1 else several.format(n=n)
