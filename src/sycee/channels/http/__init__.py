"""HTTP: one route per verb, OpenAPI, the reference page, the generated client, and the app's own files."""

from sycee.channels.http._app import Http, http_app
from sycee.channels.http._openapi import openapi
from sycee.channels.http._site import CUSTOMERS, STAFF, Site
from sycee.channels.http._typescript import typescript

__all__ = ["CUSTOMERS", "STAFF", "Http", "Site", "http_app", "openapi", "typescript"]
