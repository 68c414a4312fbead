import re
import string
from pathlib import Path
from typing import get_args

import pytest

from assistant.web.feedback import REASONS
from assistant.web.runs import HEADLINE
from assistant.web.texts import Texts
from assistant.web.themes import themes
from ingest.records import Kind

FOLDER = Path(__file__).parents[1] / "assistant" / "web"
DANISH, ENGLISH = Texts("da"), Texts("en")
SECTIONS = {key.split(".")[0] for key in DANISH}
# Texts whose key is put together from a code; each of these groups is used whole.
GROUPS = (
    "kind.", "role.", "status.", "refused.", "problem.heading.", "problem.text.", "theme.",
    "feedback.reason.", "feedback.state.", "feedback.refusals.", "feedback.kinds.",
    "feedback.filter_", "feedback.up", "feedback.down", "documents.order.", "notice.",
    "examples.", "page_problem.", "filter.", "journal.", "answer.made.",
    *(f"quality.{name}" for name in HEADLINE),
)  # fmt: skip


def keys_in_the_code():
    """Every string in code and templates that reads as a key."""
    code = [*FOLDER.rglob("*.py"), *FOLDER.rglob("*.html")]
    dotted = re.compile(r"""["']([a-z_]+(?:\.[a-z0-9_]+)+)["']""")
    found = {key for file in code for key in dotted.findall(file.read_text(encoding="utf-8"))}
    files = (".html", ".toml")
    return {key for key in found if key.split(".")[0] in SECTIONS and not key.endswith(files)}


def whole(key):
    return key.removesuffix(".one").removesuffix(".many")


def test_both_languages_have_the_same_texts():
    assert DANISH.keys() == ENGLISH.keys()


@pytest.mark.parametrize("texts", [DANISH, ENGLISH], ids=["da", "en"])
def test_no_text_is_empty(texts):
    assert [key for section in SECTIONS for key, text in texts.group(section).items()
            if not text.strip()] == []  # fmt: skip


def test_every_key_in_the_code_has_a_text():
    missing = keys_in_the_code() - {whole(key) for key in DANISH}
    assert {k for k in missing if not any(key.startswith(k) for key in DANISH)} == set()


def test_no_text_is_left_over():
    unused = {whole(key) for key in DANISH} - keys_in_the_code()
    assert {key for key in unused if not key.startswith(GROUPS)} == set()


@pytest.mark.parametrize("section", sorted(SECTIONS))
def test_both_languages_put_in_the_same_values(section):
    def values(texts):
        return {
            key: {name for _, name, _, _ in string.Formatter().parse(text) if name}
            for key, text in texts.group(section).items()
        }

    assert values(DANISH) == values(ENGLISH)


def test_one_and_many_are_told_apart():
    assert DANISH("turn.sources", n=1) == "1 kilde"
    assert DANISH("turn.sources", n=2) == "2 kilder"


def test_an_unknown_key_is_a_mistake_and_never_an_empty_text():
    with pytest.raises(KeyError):
        DANISH("findes.ikke")


def test_every_code_has_a_text():
    assert set(DANISH.group("kind")) == set(get_args(Kind))
    assert set(DANISH.group("feedback.reason")) == set(REASONS)
    assert set(DANISH.group("theme")) == set(themes())
