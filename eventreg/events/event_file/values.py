"""The plain values that the event file is made of: texts, keys, dates, times."""

import re
from datetime import UTC, date, datetime, time
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PlainSerializer,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from eventreg import clock
from eventreg.language.local_text import LANGUAGES, LocalText

NO_NUL = r"^[^\x00]*$"  # PostgreSQL keeps no NUL in a text
CLOCK = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")
DAY = re.compile(r"\d{4}-\d\d-\d\d")


class Shape(BaseModel):
    """An object of the file: no key but those named, white space around texts is dropped."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class LocalTextIn:
    """Makes a `LocalText` an object with one text for each language."""

    def __init__(self, *, longest: int, required: bool = False):
        self.longest = longest
        self.required = required

    def __get_pydantic_core_schema__(
        self, _source: Any, _handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        text = core_schema.str_schema(
            max_length=self.longest, pattern=NO_NUL, strip_whitespace=True
        )
        fields = {
            language: core_schema.typed_dict_field(text, required=False) for language in LANGUAGES
        }
        texts = core_schema.typed_dict_schema(fields, extra_behavior="forbid")
        return core_schema.chain_schema(
            [
                core_schema.no_info_before_validator_function(_texts_of, texts),
                core_schema.no_info_plain_validator_function(self._made),
            ],
            serialization=core_schema.plain_serializer_function_ser_schema(dict),
        )

    def __get_pydantic_json_schema__(
        self, _schema: CoreSchema, _handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        text = {"type": "string", "maxLength": self.longest, "pattern": NO_NUL}
        return {
            "type": "object",
            "properties": {language: dict(text) for language in LANGUAGES},
            "additionalProperties": False,
            **({"minProperties": 1} if self.required else {}),
        }

    def _made(self, texts: dict[str, str]) -> LocalText:
        made = LocalText(texts)
        if self.required and not made:
            raise PydanticCustomError("no_text", "must have a text in at least one language")
        return made


def _texts_of(value: Any) -> Any:
    return dict(value) if isinstance(value, LocalText) else value


def _whole_day(value: Any) -> Any:
    if isinstance(value, date):
        return value
    if isinstance(value, str) and DAY.fullmatch(value):
        try:
            day = date.fromisoformat(value)
        except ValueError as error:
            raise PydanticCustomError("date", "must be a day of the calendar") from error
        if not clock.is_known(day):
            raise PydanticCustomError("date", "must be a day from 1900 to 2199")
        return day
    raise PydanticCustomError("date", "must be a date such as 2017-11-21")


def _clock_time(value: Any) -> Any:
    if isinstance(value, time):
        return value
    if isinstance(value, str) and CLOCK.fullmatch(value):
        return time.fromisoformat(value)
    raise PydanticCustomError("time", "must be a clock time such as 09:30")


def _in_utc(value: datetime) -> datetime:
    if not clock.is_known(value):
        raise PydanticCustomError("moment", "must be a moment from 1900 to 2199")
    return value.astimezone(UTC)


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (LookupError, ValueError, OSError) as error:
        raise PydanticCustomError("zone", "must be a time zone such as Europe/Riga") from error
    return name


def line(longest: int, *, pattern: str = NO_NUL) -> Any:
    """A text of at most so many characters."""
    return Annotated[str, StringConstraints(max_length=longest, pattern=pattern)]


LocalLine = Annotated[LocalText, LocalTextIn(longest=200)]
LocalParagraphs = Annotated[LocalText, LocalTextIn(longest=10_000)]
LocalName = Annotated[LocalText, LocalTextIn(longest=200, required=True)]

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Key = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,22}$")]
TopicKey = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Line = Annotated[str, StringConstraints(max_length=200, pattern=NO_NUL)]
PostalAddress = Annotated[str, StringConstraints(max_length=300, pattern=NO_NUL)]
Email = Annotated[str, StringConstraints(max_length=254, pattern=r"^([^@\s]+@[^@\s]+)?$")]
Phone = Annotated[str, StringConstraints(max_length=40, pattern=NO_NUL)]
Language = Annotated[str, StringConstraints(pattern=rf"^({'|'.join(LANGUAGES)})$")]
Zone = Annotated[str, StringConstraints(max_length=60), AfterValidator(_known_zone)]
OfferHours = Annotated[int, Field(ge=1, le=720)]
ReminderDays = Annotated[int, Field(ge=1, le=30)]
Places = Annotated[int, Field(ge=0, le=1_000_000)]
Day = Annotated[
    date,
    BeforeValidator(_whole_day),
    WithJsonSchema({"type": "string", "format": "date"}),
]
ClockTime = Annotated[
    time,
    BeforeValidator(_clock_time),
    PlainSerializer(lambda value: value.strftime("%H:%M"), return_type=str),
    WithJsonSchema({"type": "string", "pattern": rf"^{CLOCK.pattern}$"}),
]
Moment = Annotated[AwareDatetime, AfterValidator(_in_utc)]
