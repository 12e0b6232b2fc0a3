"""Endpoints as declarations: what is listed, how it is shown, what may be asked. The rest is the same for all."""

import json
from functools import cache, wraps
from typing import Any
from urllib.parse import urlencode

from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.utils.decorators import classonlymethod
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.viewsets import GenericViewSet

from . import deprecation
from .authentication import TokenAuthentication
from .conditional import PRIVATE, answer, has_it, holds_tag, list_tag, tag, unchanged
from .cursors import CursorParameter
from .deprecation import Deprecated
from .errors import (
    Moved,
    Problem,
    Refused,
    Withdrawn,
    base_url,
    exception_handler,
    invalid_parameters,
    problem_response,
)
from .fields import ExpandParameter, FieldsParameter, choose, hidden_fields
from .filtersets import StrictFilterSet
from .findings import Findings, current_mark
from .formats import (
    LIST_RENDERERS,
    OBJECT_RENDERERS,
    StrictNegotiation,
    format_parameter,
    refuse_pages,
    row_texts,
    stream,
)
from .pagination import OrderingParameter, Relevance, build_orderings
from .parameters import SLUG, UUID, Flag, PageSize, Parameter, read
from .questions import EXPANDED, Form, Page, compiled_question
from .representation import Compiled, compiled
from .shapes import LIST_LIMIT, OBJECT_LIMIT, ROOT, Shape
from .throttling import CountedView, admit


class PublicView(CountedView):
    """What every address of the API has in common: open to all, strict, without a session. A token, if any, is good."""

    authentication_classes = (TokenAuthentication,)
    permission_classes = ()
    content_negotiation_class = StrictNegotiation
    cache_control: str  # each address states its own policy for what anybody is answered
    deprecated: Deprecated | None = None

    def asked_parameters(self) -> dict[str, Parameter]:
        """What may stand in the query of this request."""
        return {}

    def shown_shape(self) -> type[Shape] | None:
        """What the answer to this request is made of."""
        return None

    def tell_deprecations(self, request: HttpRequest, response: Any) -> None:
        """Name in headers what plays a part in this answer and is going to end."""
        ends = [self.deprecated]
        if response.status_code < 400:  # what was refused may not even be a query
            known, shape = self.asked_parameters(), self.shown_shape()
            ends += [known[name].deprecated for name in request.GET if name in known]
            if shape is not None and shape.deprecated:
                fields = request.GET.get("fields")
                shown = (
                    {field.partition(".")[0] for field in fields.split(",")} if fields else shape.deprecated
                )
                ends += [one for name, one in shape.deprecated.items() if name in shown]
        if any(ends):
            for name, value in deprecation.headers(filter(None, ends), base_url(request)).items():
                response.headers[name] = ", ".join(filter(None, [response.headers.get(name), value]))

    @property
    def default_response_headers(self) -> dict[str, str]:
        """A shared cache that holds what anybody gets must not give it to somebody with a token, nor the reverse."""
        headers = super().default_response_headers
        varies = filter(None, (headers.get("Vary"), "Authorization"))
        return headers | {"Vary": ", ".join(varies)}

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        response = super().finalize_response(request, response, *args, **kwargs)
        if "HTTP_AUTHORIZATION" in request._request.META:
            response["Cache-Control"] = PRIVATE
        self.tell_deprecations(request._request, response)
        return response

    def options(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        response = HttpResponse(status=204)
        del response["Content-Type"]
        return response


class ReadViewSet(PublicView, GenericViewSet):
    """A list and its single objects.

    - `serializer_class`: the shape in lists; `detail_serializer_class`: that of a single object, if it differs.
    - `filterset_class`: a `StrictFilterSet`.
    - `orderings`: name → column path, or `Relevance`; `default_ordering`: one of the names, with ``-`` to reverse it.
    - `expandable`: the `Many` members that a list shows only with ``expand=``; a single object shows them all.
    - `lookup_field`: ``pk`` or ``slug``. The model's manager answers `published()` and `whereabouts(key)`.
    - `list_description`, `object_description`, `example_key`: for the OpenAPI document.
    """

    queryset: Any
    serializer_class: Any
    detail_serializer_class: type[Shape] | None = None
    filterset_class: type[StrictFilterSet]
    orderings: dict[str, "str | Relevance"] = {}
    default_ordering = "-created"
    expandable: tuple[str, ...] = ()
    renderer_classes = LIST_RENDERERS
    list_description = ""
    object_description = ""
    example_key = ""
    counts_here = False  # whether `admit` is still to count this request
    seen: frozenset[type[Model]] = frozenset()  # models whose drafts this request may see

    def get_renderers(self) -> list:
        return _renderers(LIST_RENDERERS if self.action in {"list", None} else OBJECT_RENDERERS)

    @classmethod
    @cache
    def built_orderings(cls) -> dict[str, Any]:
        return build_orderings(cls.queryset.model, cls.orderings)

    @classmethod
    def object_shape(cls) -> type[Shape]:
        return cls.detail_serializer_class or cls.serializer_class

    @classmethod
    @cache
    def list_parameters(cls) -> dict[str, Parameter]:
        """All that may be asked of the list: what is accepted is what is documented."""
        parameters = {
            **cls.filterset_class.base_filters,
            "ordering": OrderingParameter(cls.built_orderings(), cls.default_ordering),
            "page_size": PageSize(help_text="How many rows a page has at most.", example="20"),
            "cursor": CursorParameter(cls.built_orderings()),
            "count": Flag(
                help_text="`true` adds `count` and `count_is_exact`; where that is false there are at least so many.",
                example="true",
            ),
            "format": format_parameter(LIST_RENDERERS),
        }
        return parameters | cls._shown_parameters(cls.serializer_class)

    @classmethod
    @cache
    def object_parameters(cls) -> dict[str, Parameter]:
        """All that may be asked of a single object."""
        return cls._shown_parameters(cls.object_shape()) | {"format": format_parameter(OBJECT_RENDERERS)}

    @classmethod
    def _shown_parameters(cls, shape: type[Shape]) -> dict[str, Parameter]:
        parameters: dict[str, Parameter] = {"fields": FieldsParameter(shape().tree())}
        if cls.expandable:
            parameters["expand"] = ExpandParameter(cls.expandable, limit=LIST_LIMIT)
        return parameters

    @classonlymethod
    def as_view(cls, actions: dict[str, str] | None = None, **initkwargs: Any) -> Any:
        """The view: through DRF for whoever writes or shows a token; public reads go straight to their answer."""
        through_drf = super().as_view(actions, **initkwargs)
        action = (actions or {}).get("get", "")
        if action not in {"list", "retrieve"}:
            return through_drf

        @wraps(through_drf)
        def view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method not in {"GET", "HEAD"} or "HTTP_AUTHORIZATION" in request.META:
                return through_drf(request, *args, **kwargs)
            self = cls(**initkwargs)
            self.action, self.request, self.kwargs = action, request, kwargs
            return self.answer(request)

        return view

    def answer(self, request: HttpRequest) -> HttpResponseBase:
        """The answer to a public read, as DRF's `dispatch` would give it, at a fraction of the cost."""
        response: HttpResponseBase | None
        self.counts_here = True
        try:
            renderer, _ = StrictNegotiation().select_renderer(request, self.get_renderers())
            response = (
                self.answer_list(request, renderer.format)
                if self.action == "list"
                else self.answer_object(request)
            )
        except Exception as exc:
            response = exception_handler(exc, {"request": request, "view": self})
            if response is None:
                raise
        response = self._counted(request, response)
        response.headers.setdefault("Vary", "Accept, Authorization")
        self.tell_what_is_left(response)
        self.tell_deprecations(request, response)
        return response

    def _counted(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """The answer, counted if it has not been and is no free 304; else the refusal."""
        if response.status_code == 304:
            return response
        try:
            self.admit(request)
        except Problem as refused:
            return problem_response(request, refused)
        return response

    def asked_parameters(self) -> dict[str, Parameter]:
        return self.list_parameters() if self.action == "list" else self.object_parameters()

    def shown_shape(self) -> type[Shape]:
        return self.serializer_class if self.action == "list" else self.object_shape()

    def admit(self, request: HttpRequest, name: str = "json") -> str | None:
        """Count a read of a list or an object; the mark, if that tells it: to ask for it alone takes as long as to count.

        Called before the work begins, but after a 304 that takes none: such a one is free. Harmless twice.
        """
        if not self.counts_here:
            return None
        self.counts_here = False
        self.admitted = admit(request, getattr(self.request, "auth", None), name)
        return self.admitted.mark

    def check_throttles(self, request: Request) -> None:
        """Reads are counted on the way to their answer, as those without a token are."""
        if self.action in {"list", "retrieve"} and request.method in SAFE_METHODS:
            self.counts_here = True
        else:
            super().check_throttles(request)

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        return super().finalize_response(request, self._counted(request._request, response), *args, **kwargs)

    def list(self, request: Request) -> HttpResponseBase:
        return self.answer_list(request._request, request.accepted_renderer.format)

    def retrieve(self, request: Request, **kwargs: str) -> HttpResponse:
        return self.answer_object(request._request)

    def answer_list(self, request: HttpRequest, name: str) -> HttpResponseBase:
        base = base_url(request)
        mark = None
        if "HTTP_IF_NONE_MATCH" in request.META:
            mark = current_mark()
            etag = list_tag(request, base, mark, name)
            if holds_tag(request, etag):
                tag_held = etag if name == "json" else f"W/{etag}"
                return unchanged(request, tag_held, self.cache_control, mark)
        told = self.admit(request, name)
        given = read(request.GET, self.list_parameters())
        ordering = self._ordering(given)
        if name != "json":
            refuse_pages(given, name)
        found = Findings(mark or told)
        values = self.filterset_class.values(given, found)
        form = self.form(given, values, ordering)
        values = self.filterset_class.bound(values)
        if name != "json":
            chunks = row_texts(form, values, base)
            shown = choose(self.serializer_class().tree(), form.fields, form.hidden, form.expand)
            response = stream(chunks, self.serializer_class(), shown, name, self.basename)
            # Weak: what changes while it is sent may be in it, so two of the same tag need not be alike to the byte.
            response["ETag"] = f"W/{list_tag(request, base, found.mark, name)}"
            response["Cache-Control"] = self.cache_control
            return response
        question = compiled_question(form)
        page = question.page(values, given.get("cursor"), base, found)
        extras: dict[str, Any] = {}
        if given.get("count"):
            extras["count"], extras["count_is_exact"] = question.counted(values, found)
        if isinstance(ordering, Relevance):
            extras["relevance_scope"] = page.ranked
        return self._page(request, page, base, extras, list_tag(request, base, found.mark))

    def answer_object(self, request: HttpRequest) -> HttpResponse:
        base = base_url(request)
        asks = "HTTP_IF_NONE_MATCH" in request.META
        found = Findings(None if asks else self.admit(request))
        question = ("tag", base, request.get_full_path(), self.seen)
        if asks and (known := found.known(question)) and has_it(request, known):
            return unchanged(request, known, self.cache_control, found.mark)
        self.admit(request)
        given = read(request.GET, self.object_parameters())
        key = self._key(self.kwargs)
        row = self.row_shown(given, key, base, found.mark)
        if row is None:
            return self._elsewhere(request, key)
        version, text = row
        body = text.encode()
        etag = tag(body, version)
        if asks:
            found.keep(question, etag)
        return answer(request, body, etag=etag, cache_control=self.cache_control, mark=found.mark)

    def row_shown(self, given: dict[str, Any], key: str, base: str, mark: str) -> tuple[Any, str] | None:
        """The version and the JSON text of a public row, if there is one."""
        return next(iter(self._object_shown(given).ready([key], base, mark)), None)

    def _ordering(self, given: dict[str, Any]) -> Any:
        """The ordering asked for; the cursor has to belong to it, and relevance needs words to be relevant to."""
        name = given.get("ordering", self.default_ordering)
        ordering, cursor = self.built_orderings()[name], given.get("cursor")
        if cursor and cursor.ordering != name:
            refused = Refused(f"This cursor belongs to ordering={cursor.ordering}, not to ordering={name}.")
            raise invalid_parameters([refused.about("cursor")])
        if isinstance(ordering, Relevance) and ordering.parameter not in given:
            refused = Refused(f"ordering={name} needs the words to rank by: add {ordering.parameter}=….")
            raise invalid_parameters([refused.about("ordering")])
        return ordering

    @classmethod
    def form(cls, given: dict[str, Any], values: dict[str, Any], ordering: Any) -> Form:
        """The form of the question that these parameters ask; `values` are those of its filters, resolved."""
        fields, expand = given.get("fields", ()), given.get("expand", ())
        errors = hidden_fields(fields, cls.expandable, expand)
        if errors:
            raise invalid_parameters(errors)
        cursor = given.get("cursor")
        return Form(
            queryset=cls.queryset,
            filterset=cls.filterset_class,
            filters=cls.filterset_class.forms(values),
            ordering=ordering,
            cursor=cursor.form if cursor else None,
            size=min(given.get("page_size", PageSize.default), EXPANDED if expand else PageSize.largest),
            shape=cls.serializer_class,
            fields=fields,
            hidden=cls.expandable,
            expand=expand,
        )

    def _object_shown(self, given: dict[str, Any]) -> Compiled:
        return compiled(
            self.object_shape(),  # type: ignore[arg-type]
            self.queryset.model,
            lookup=self.lookup_field,
            limit=OBJECT_LIMIT,
            fields=given.get("fields", ()),
            expand=given.get("expand", ()),
            seen=self.seen,
        )

    def _key(self, kwargs: dict[str, str]) -> str:
        key = kwargs[self.lookup_url_kwarg or self.lookup_field]
        pattern = UUID if self.lookup_field == "pk" else SLUG
        if len(key) > 200 or not pattern.fullmatch(key.lower()):
            raise Problem("not-found", "Nothing public is at this address.")
        return key.lower()

    def _whereabouts(self, key: str) -> Moved | Withdrawn | None:
        """What the caller may know of a key under which there is nothing."""
        return self.queryset.model._default_manager.whereabouts(key)

    def _elsewhere(self, request: HttpRequest, key: str, rest: str = "") -> HttpResponse:
        """Where a key (and what follows it) leads that is not public now: on to another, to a 410, or nowhere."""
        match self._whereabouts(key):
            case Moved(key=new):
                query = f"?{request.META['QUERY_STRING']}" if request.META.get("QUERY_STRING") else ""
                moved = HttpResponsePermanentRedirect(f"{ROOT}{self.basename}/{new}/{rest}{query}")
                del moved["Content-Type"]  # it has no body
                moved["Cache-Control"] = self.cache_control  # a slug may be given back
                return moved
            case Withdrawn() as withdrawn:
                raise withdrawn.problem()
        raise Problem("not-found", "Nothing public is at this address.")

    def _page(
        self, request: HttpRequest, page: Page, base: str, extras: dict[str, Any], etag: str | None = None
    ) -> HttpResponse:
        address = f"{base}{request.path}"
        query = [(name, ",".join(values)) for name, values in request.GET.lists() if name != "cursor"]
        first = f"{address}?{urlencode(query)}" if query else address
        links = {"first": first}
        for name, cursor in (("next", page.next), ("prev", page.previous)):
            if cursor:
                links[name] = f"{address}?{urlencode([*query, ('cursor', cursor.encode())])}"
        head = json.dumps({"next": links.get("next"), "previous": links.get("prev"), **extras})
        body = f'{head[:-1]}, "results": [{", ".join(page.texts)}]}}'
        link = ", ".join(f'<{url}>; rel="{name}"' for name, url in links.items())
        return answer(request, body.encode(), etag=etag, cache_control=self.cache_control, link=link)


@cache
def _renderers(classes: tuple) -> list:
    return [renderer() for renderer in classes]
