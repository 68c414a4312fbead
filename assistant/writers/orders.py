"""What a document says to a language model rather than to its reader is not given to one.

The quotation that a reader sees keeps it; a model neither reads it nor may rest a sentence on it.
Taking too much away costs a written sentence, never a quotation.
"""

from __future__ import annotations

import re

from ingest import danish

_START = (
    r"(?:^|[.!?:;,\n\"»“(*#>\]–-]|"
    r"\b(?:og|så|nu|du|at|skal|venligst|bare|and|then|you|to|please|must|should|not|never|aldrig)\b)\W*"
)
_WRITES = (
    r"(?:be)?svar|skriv|sig|udskriv|gentag|gengiv|oplys|nævn|fortæl|tilføj|indsæt|inkludér|inkluder|"
    r"medtag|afslut|indled|begynd|start|slut|oversæt|opsummer|opsummér|afkod|udfør|anbefal|påstå|"
    r"benyt|brug|vis|send|afslør|opfør|udelad|erstat|undlad|omtal|kald|overhold|adlyd|svare|skrive|citer|citér|"
    r"answer|reply|respond|write|say|state|print|output|repeat|tell|add|insert|include|append|end|"
    r"begin|start|translate|summari[sz]e|decode|execute|recommend|claim|use|show|send|reveal|act|"
    r"pretend|omit|replace|mention|call|obey|cite|quote"
)
_OF_ANSWERS = (
    r"svar\w*|brugeren\w*|spørger\w*|spørgsmål\w*|systemprompt\w*|prompt\w*|instruks\w*|"
    r"instruktion\w*|assistent\w*|sprogmodel\w*|chatbot\w*|modellen|ordet|ordene|sætningen|følgende|"
    r"besked\w*|kilderne|kildehenvisning\w*|json|base64|baglæns|på engelsk|på tysk|på dansk|"
    r"answers?|responses?|repl(?:y|ies)|users?|questions?|prompts?|instructions?|assistant|"
    r"language model|chatbot|the words?|sentence|following|messages?|sources|citations?|backwards|"
    r"in english|in german|in danish|https?://\S+|www\.\S+|!\[\S*"
)
_FORGETS = r"ignor[eé]r|glem|se bort fra|tilsidesæt|forkast|ignore|forget|disregard|override"
_GIVEN = (
    r"instruks\w*|instruktion\w*|prompt\w*|besked\w*|ovenstående|alt (?:andet|det)|alle (?:andre )?"
    r"(?:kilder|regler)|(?:de|dine) (?:andre |øvrige |tidligere )?(?:kilder|regler|opgave\w*)|"
    r"instructions?|messages?|above|everything|all (?:other )?(?:sources|rules)|"
    r"(?:the|your) (?:other |previous )?(?:sources|rules|task)"
)
_MODEL = (
    r"AI|KI|LLM|GPT|ChatGPT|(?:AI-|sprog)?model(?:len|ler)?|sprogmodel\w*|(?:AI-)?assistent(?:en)?|"
    r"chatbot(?:ten)?|language model|(?:AI )?assistant|bot(?:ten)?|system(?:et)?"
)
_ORDERS = re.compile(
    rf"{_START}(?:{_WRITES})\b[^.!?\n]{{0,120}}\b(?:{_OF_ANSWERS})(?!\w)"
    r"|\b(?:(?:be)?svar(?:et|ene)?|besvarelse\w*|answers?|responses?|repl(?:y|ies))\b[^.!?\n]{0,40}"
    r"\b(?:skal|må kun|bør altid|must|should|has to)\b"
    rf"|{_START}(?:{_FORGETS})\b[^.!?\n]{{0,60}}\b(?:{_GIVEN}|{_OF_ANSWERS})(?!\w)"
    rf"|{_START}(?:til|kære|besked til|note til|to|dear|note to|message to|attention) "
    rf"(?:den |the |enhver |any )?(?:{_MODEL})\b"
    r"|(?:^|\s)(?:system|assistant|assistent|user|bruger|instruktion|instruction)\s*:"
    r"|\b(?:du er nu|fra nu af|lad som om du|you are now|from now on|pretend (?:to|that))\b"
    r"|\b(?:som|hvis du er) (?:en )?(?:AI|sprogmodel|assistent|chatbot)\b"
    r"|\b(?:as|if you are) an? (?:AI|language model|assistant|chatbot)\b"
    r"|\b(?:korrekte|rigtige|eneste|endelige|godkendte) svar\b"
    r"|\b(?:correct|right|only|final|approved) answer\b"
    r"|[A-Za-z0-9+/]{32,}={0,2}|!\[[^\]]*\]\(",
    re.I,
)
_TO_A_MODEL = re.compile(  # in lower case: nobody asks it of a person who reads
    rf"{_START}(?:{_FORGETS})\b[^.!?\n]{{0,40}}\b(?:dokumenter\w*|kilder\w*|instruktion\w*|documents|"
    r"sources|instructions)(?!\w)"
    r"|\b(?:svar kun(?! på| hvis)|(?:answer|reply|respond) only(?! if| to))\b"
)
_FEW = (  # of which it has one: looked for first, as a document seldom does
    *("ignor", "glem", "se bort", "tilsidesæt", "forkast", "forget", "disregard", "override"),
    *("kun", "only"),
)
_GOES_ON = re.compile(r":\s*$")  # what follows is what is to be said


def without_orders(text: str) -> str:
    """Return a text without the sentences that speak to a language model."""
    kept, goes_on = [], False
    for start, end in danish.sentence_spans(text):
        sentence = text[start:end].strip()
        is_order = goes_on or bool(_ORDERS.search(sentence))
        goes_on = is_order and bool(_GOES_ON.search(sentence))
        if not is_order:
            kept.append(sentence)
    return " ".join(kept)


def is_to_a_model(text: str) -> bool:
    """Tell whether a sentence surely speaks to a language model: it answers no question."""
    lowered = text.lower()
    return any(word in lowered for word in _FEW) and bool(_TO_A_MODEL.search(lowered))
