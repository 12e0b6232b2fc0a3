"""The slash at the end of an address."""

from django.http import HttpRequest, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.middleware.common import CommonMiddleware


class SlashMiddleware(CommonMiddleware):
    """Leads to the address with the slash as Django does; below ``/api/`` a write goes there as it is.

    After a 301 clients come again with `GET`: what they meant to write was lost, and they were told 200. A 308 keeps
    method and body.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        writes = request.method not in {"GET", "HEAD"} and request.path_info.startswith("/api/")
        if writes and response.status_code == 404 and self.should_redirect_with_slash(request):
            return HttpResponsePermanentRedirect(
                request.get_full_path(force_append_slash=True), preserve_request=True
            )
        return super().process_response(request, response)
