"""WeasyPrint's innermost loops, made shorter: the same pages, byte for byte, for less work.

A style is asked for each of its 150 properties, most of which a sheet never sets; WeasyPrint finds
each by a long way. pyproject pins the version whose ways these are, and a test compares the bytes.
"""

import re
import sys
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import pydyf
from tinyhtml5 import inputstream
from weasyprint.css import AnonymousStyle, ComputedStyle
from weasyprint.css.computed_values import PHYSICAL_FUNCTIONS
from weasyprint.css.properties import (
    INHERITED,
    INITIAL_NOT_COMPUTED,
    INITIAL_VALUES,
    Dimension,
)
from weasyprint.draw.color import get_color
from weasyprint.formatting_structure import boxes
from weasyprint.layout import background, percent
from weasyprint.svg import utils
from weasyprint.text import line_break
from weasyprint.text.constants import PANGO_DIRECTION
from weasyprint.text.ffi import ffi, gobject, pango, unicode_to_char_p
from weasyprint.text.fonts import font_features, get_font_description
from weasyprint.text.line_break import Layout

_OWN_WAYS = ("page", "position", "float", "display")


def _ordinary(key: str) -> bool:
    return key not in _OWN_WAYS and not key.startswith(("text_decoration_", "__"))


# What a property is when no sheet sets it, and the properties that are then the parent's.
_PLAIN = {
    key: value
    for key, value in INITIAL_VALUES.items()
    if _ordinary(key) and key not in INHERITED and key not in INITIAL_NOT_COMPUTED
}
_FROM_PARENT = frozenset(key for key in INHERITED if _ordinary(key))
# Properties named by the direction of the text, which may set one of the plain ones.
_LOGICAL = frozenset(
    way(block="ttb", inline=inline)
    for way in PHYSICAL_FUNCTIONS.values()
    for inline in ("ltr", "rtl")
)
_WIDTHS = {
    f"{edge}_style": f"{edge}_width"
    for edge in ("border_top", "border_right", "border_bottom", "border_left", "outline")
}
_NO_BORDERS = dict.fromkeys(_WIDTHS.values(), 0)
_IN_FLOW = {"float": "none", "position": "static"}

_computed_init = ComputedStyle.__init__
_computed_missing = ComputedStyle.__missing__
_anonymous_init = AnonymousStyle.__init__


def _begin_computed(self: Any, parent_style: Any, cascaded: Any, *more: Any) -> None:
    _computed_init(self, parent_style, cascaded, *more)
    if not _LOGICAL.isdisjoint(cascaded):
        return
    self.update(_PLAIN)
    for key in cascaded:
        self.pop(key, None)
    for style, width in _WIDTHS.items():
        if style not in cascaded:  # without a style there is no border, however wide
            self[width] = 0
    if "float" not in cascaded and "position" not in cascaded:
        self.update(_IN_FLOW)
        self.specified.update(_IN_FLOW)
    if "page" not in cascaded and parent_style is not None:
        self["page"] = parent_style["page"]


def _missing_computed(self: Any, key: str) -> Any:
    if key in _FROM_PARENT and key not in self.cascaded and self.parent_style is not None:
        value = self[key] = self.parent_style[key]
        return value
    return _computed_missing(self, key)


def _begin_anonymous(self: Any, parent_style: Any) -> None:
    _anonymous_init(self, parent_style)
    self.update(_PLAIN)
    self.update(_NO_BORDERS)


_ACROSS = (
    "margin_left", "margin_right", "padding_left", "padding_right",
    "width", "min_width", "max_width",
)  # fmt: skip
_DOWN = ("margin_top", "margin_bottom", "padding_top", "padding_bottom")
_BORDERS = ("border_top_width", "border_right_width", "border_bottom_width", "border_left_width")
_percentage = percent.percentage


def _length(value: Any, style: Any, whole: Any) -> Any:
    if value.__class__ is Dimension and value.unit == "px":
        return value.value
    return value if value == "auto" else _percentage(value, style, whole)


_resolve_percentages = percent.resolve_percentages


def _resolved(box: Any, containing_block: Any) -> None:
    """Set the lengths of a box that is no page and whose borders are its own and outside."""
    style = box.style
    if (
        isinstance(box, boxes.PageBox)
        or style["box_sizing"] != "content-box"
        or style["border_collapse"] == "collapse"
    ):
        _resolve_percentages(box, containing_block)
        return
    if isinstance(containing_block, boxes.Box):
        across, down = containing_block.width, containing_block.height
    else:
        across, down = containing_block
    own = box.__dict__
    for name in _ACROSS:
        own[name] = _length(style[name], style, across)
    for name in _DOWN:
        own[name] = _length(style[name], style, across)
    for name in _BORDERS:
        own[name] = style[name]
    if own["min_width"] == "auto":
        own["min_width"] = 0
    _resolve_height(own, style, down)


def _resolve_height(own: dict[str, Any], style: Any, down: Any) -> None:
    if down == "auto":
        height = style["height"]
        relative = height != "auto" and getattr(height, "unit", "%") == "%"
        own["height"] = "auto" if relative else _length(height, style, 0)
        least, most = 0.0, float("inf")
    else:
        own["height"] = _length(style["height"], style, down)
        least = most = down
    low = _length(style["min_height"], style, least)
    own["min_height"] = 0 if low == "auto" else low
    own["max_height"] = _length(style["max_height"], style, most)


_RADII = (
    "border_top_left_radius", "border_top_right_radius",
    "border_bottom_right_radius", "border_bottom_left_radius",
)  # fmt: skip
_SHARP = INITIAL_VALUES["border_top_left_radius"]
_NO_PICTURE = INITIAL_VALUES["background_image"]
_layout_box_backgrounds = background.layout_box_backgrounds


def _is_bare(style: Any) -> bool:
    return (
        style["background_image"] == _NO_PICTURE
        and style["border_image_source"][0] == "none"
        and style["mask_border_source"][0] == "none"
        and not style["box_shadow"]
        and get_color(style, "background_color").alpha == 0
        and all(style[key] == _SHARP for key in _RADII)
    )


def _lay_backgrounds(
    page: Any,
    box: Any,
    images: Any,
    layout_children: bool = True,  # noqa: FBT001, FBT002, WeasyPrint's own signature
    style: Any = None,
) -> None:
    """Note that a box has no background where its style is bare."""
    if style is not None or box is page or not _is_bare(box.style):
        _layout_box_backgrounds(page, box, images, layout_children, style)
        return
    for key in _RADII:
        setattr(box, key, (0, 0))
    if layout_children:
        for child in box.all_children():
            _lay_backgrounds(page, child, images)
    box.background = None


# All that a line of text takes from its style when it begins.
_OF_TEXT = (
    "direction", "lang", "font_family", "font_style", "font_stretch", "font_weight", "font_size",
    "font_variant_caps", "font_variation_settings",
)  # fmt: skip
_OF_FEATURES = (
    "font_kerning", "font_variant_ligatures", "font_variant_position", "font_variant_caps",
    "font_variant_numeric", "font_variant_alternates", "font_variant_east_asian",
    "font_feature_settings",
)  # fmt: skip
_set_up = Layout.setup


def _set_up_layout(self: Any, style: Any) -> None:
    """Begin a line of text; what hangs on the style alone is made once for each style of text."""
    in_svg = isinstance(style["font_family"], list)
    decorated = style["text_decoration_line"] != "none"
    if in_svg or decorated or style["font_language_override"] != "normal":
        _set_up(self, style)
        return
    kept = style.font_config.__dict__.setdefault("_kept_texts", {})
    key = tuple([style[name] for name in _OF_TEXT])
    context, description, language = kept.get(key) or kept.setdefault(key, _text(style))
    self.style = style
    self.first_line_direction = 0
    self.language = language
    self.layout = ffi.gc(pango.pango_layout_new(context), gobject.g_object_unref)
    pango.pango_layout_set_auto_dir(self.layout, False)
    pango.pango_layout_set_font_description(self.layout, description)
    self.ascent = self.underline_position = self.strikethrough_position = None
    if features := _features(*[style[name] for name in _OF_FEATURES]):
        known = style.font_config.font_features
        if features not in known:
            known[features] = pango.pango_attr_font_features_new(features)
        attributes = pango.pango_attr_list_new()
        pango.pango_attr_list_insert(attributes, known[features])
        pango.pango_layout_set_attributes(self.layout, attributes)


def _text(style: Any) -> tuple[Any, Any, Any]:
    font_map = style.font_config.font_map
    context = ffi.gc(pango.pango_font_map_create_context(font_map), gobject.g_object_unref)
    pango.pango_context_set_round_glyph_positions(context, False)
    pango.pango_context_set_base_dir(context, PANGO_DIRECTION[style["direction"]])
    if not style["lang"]:
        return context, get_font_description(style), pango.pango_language_get_default()
    name, _kept_alive = unicode_to_char_p(style["lang"])
    language = pango.pango_language_from_string(name)
    pango.pango_context_set_language(context, language)
    return context, get_font_description(style), language


# Lines that stay shaped from layout to drawing; more of a long document would fill the memory.
_SHAPED_AT_ONCE = 2000
_shaped = 0


def _put_away(self: Any) -> None:
    """Keep a line as it was shaped, if there is room, until it has been drawn."""
    global _shaped  # noqa: PLW0603, one renderer lays out one document at a time
    if "kept" not in self.__dict__ and _shaped < _SHAPED_AT_ONCE:
        self.kept = True
        _shaped += 1
        return
    self.kept = False
    del self.layout, self.language, self.style


def _take_out(self: Any, style: Any) -> None:
    if self.justification_spacing or not self.kept:
        self.setup(style)
        self.set_text(self.text, justify=True)


def begin() -> None:
    """Say that another document is begun, so that lines may be kept for it again."""
    global _shaped  # noqa: PLW0603, see `_put_away`
    _shaped = 0


@lru_cache(maxsize=64)
def _features(*ways: Any) -> bytes:
    return ",".join(f"{key} {value}" for key, value in font_features(*ways).items()).encode()


class _Patterns(dict[Any, Any]):
    """The patterns of tinyhtml5, which compiles them anew for each word otherwise."""

    def __missing__(self, key: tuple[frozenset[str], bool]) -> re.Pattern[str]:
        letters, opposite = key
        listed = "".join([f"\\x{ord(letter):02x}" for letter in letters])
        pattern = self[key] = re.compile(f"[{'' if opposite else '^'}{listed}]+")
        return pattern


_pydyf_to_bytes = pydyf._to_bytes  # noqa: SLF001, called for each operand of each page


@lru_cache(maxsize=8192)
def _number(value: float) -> bytes:
    if value.is_integer():
        return str(int(value)).encode("ascii")
    return f"{value:f}".rstrip("0").encode("ascii")


def _to_bytes(item: Any) -> Any:
    kind = item.__class__
    if kind is bytes:
        return item
    if kind is str:
        return item.encode("ascii")
    if kind is float:
        return _number(item)
    return _pydyf_to_bytes(item)


_writing = False
_write = pydyf.PDF.write


def _write_once(self: Any, *given: Any, **more: Any) -> None:
    """Write the file; each object's bytes, asked for by the file and by its digest, made once."""
    global _writing  # noqa: PLW0603, one renderer writes one document at a time
    _writing = True
    try:
        _write(self, *given, **more)
    finally:
        _writing = False


def _made_once(kind: Any) -> property:
    made = kind.data.fget

    def data(self: Any) -> bytes:
        if not _writing:
            return bytes(made(self))
        if (known := self.__dict__.get("written")) is None:
            known = self.written = made(self)
        return bytes(known)

    return property(data)


_strut = line_break.strut


def _strut_of(style: Any) -> Any:
    """The height of a line and its base, which hang on nothing but the style."""
    if (known := style.__dict__.get("kept_strut")) is None:
        known = style.kept_strut = _strut(style)
    return known


_size = utils.size


def _size_of(string: Any, *of: Any) -> Any:
    """The number that a path or an attribute of a drawing says, mostly without a unit."""
    try:
        return float(string) if string else 0
    except ValueError:
        return _size(string, *of)


def _everywhere(name: str, old: Callable[..., Any], new: Callable[..., Any]) -> None:
    """Let every module of WeasyPrint that took a function by name have the new one."""
    for module_name, module in list(sys.modules.items()):
        if module_name.startswith("weasyprint") and getattr(module, name, None) is old:
            setattr(module, name, new)


def take() -> None:
    """Go the short ways from now on, in this process."""
    ComputedStyle.__init__ = _begin_computed
    ComputedStyle.__missing__ = _missing_computed
    AnonymousStyle.__init__ = _begin_anonymous
    _everywhere("resolve_percentages", _resolve_percentages, _resolved)
    _everywhere("layout_box_backgrounds", _layout_box_backgrounds, _lay_backgrounds)
    Layout.setup = _set_up_layout
    Layout.deactivate = _put_away
    Layout.reactivate = _take_out
    inputstream.characters_until_regex = _Patterns()
    _everywhere("strut", _strut, _strut_of)
    _everywhere("size", _size, _size_of)
    pydyf._to_bytes = _to_bytes  # noqa: SLF001, called for each operand of each page
    pydyf.PDF.write = _write_once
    pydyf.Dictionary.data = _made_once(pydyf.Dictionary)
    pydyf.Stream.data = _made_once(pydyf.Stream)
