"""One analysis of Danish text, shared by search, answers, checks and measures.

Everything heavier than a regular expression is loaded at first use, not at import.
"""

from ingest.danish.commonness import specificity
from ingest.danish.compounds import is_word, parts
from ingest.danish.dates import month
from ingest.danish.language import has_other_script, language
from ingest.danish.leading import leading_names
from ingest.danish.names import is_person, may_be_person, names
from ingest.danish.normalise import Normalised, normalise
from ingest.danish.places import Place, called_municipalities, is_listed, places
from ingest.danish.sentences import sentence_spans
from ingest.danish.spelling import meant, suggest
from ingest.danish.stems import family, stem
from ingest.danish.synonyms import synonyms, translations
from ingest.danish.terms import Forms, Term, content_forms, content_terms, terms
from ingest.danish.values import Value, values
from ingest.danish.words import Word, fold, is_stop, spellings, words

__all__ = [
    "Forms",
    "Normalised",
    "Place",
    "Term",
    "Value",
    "Word",
    "called_municipalities",
    "content_forms",
    "content_terms",
    "family",
    "fold",
    "has_other_script",
    "is_listed",
    "is_person",
    "is_stop",
    "is_word",
    "language",
    "leading_names",
    "may_be_person",
    "meant",
    "month",
    "names",
    "normalise",
    "parts",
    "places",
    "sentence_spans",
    "specificity",
    "spellings",
    "stem",
    "suggest",
    "synonyms",
    "terms",
    "translations",
    "values",
    "words",
]
