"""What a browser is given with its first page, and what lets a request pass."""

import pytest
from aiohttp import web
from aiohttp.test_utils import make_mocked_request

from legtimer.web.access import Access


def request(path: str, host: str = "127.0.0.1:80", **headers: str) -> web.Request:
    return make_mocked_request("GET", path, headers={"Host": host, **headers})


def given(access: Access, request: web.Request) -> dict[str, str]:
    response = web.Response()
    access.remember(request, response)
    return {name: cookie.value for name, cookie in response.cookies.items()}


def test_a_browser_is_given_the_key_only_for_the_key_and_one_name_for_good() -> None:
    access = Access("127.0.0.1", 8000)
    first = given(access, request(f"/?key={access.key}"))
    assert first["legtimer-key-8000"] == access.key
    assert len(first["legtimer-browser-8000"]) == 32
    assert set(given(access, request("/?key=wrong"))) == {"legtimer-browser-8000"}
    again = request("/", Cookie="legtimer-browser-8000=mine; legtimer-browser-9000=other")
    assert (access.browser_of(again), given(access, again)) == ("mine", {})
    assert access.browser_of(request("/")) is None


@pytest.mark.parametrize("secure", [False, True])
def test_cookies_are_out_of_reach_of_scripts_and_other_sites_and_of_plain_connections(secure: bool) -> None:
    access, response = Access("127.0.0.1", 8000, secure=secure), web.Response()
    access.remember(request(f"/?key={access.key}"), response)
    for cookie in response.cookies.values():
        assert (cookie["httponly"], cookie["samesite"], bool(cookie["secure"])) == (True, "Strict", secure)


def test_a_request_passes_with_the_key_in_its_address_or_its_cookie() -> None:
    access = Access("127.0.0.1", 8000)
    access.check(request(f"/?key={access.key}"))
    access.check(request("/", Cookie=f"legtimer-key-8000={access.key}"))
    access.check(request("/?key=wrong", Cookie=f"legtimer-key-8000={access.key}"))
    for refused in (request("/"), request("/?key=wrong"), request("/", Cookie=f"legtimer-key-9000={access.key}")):
        with pytest.raises(web.HTTPForbidden) as caught:
            access.check(refused)
        assert caught.value.reason == "Open the whole address that legtimer serve has printed, with its key."


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_page_of_this_server_passes_and_one_of_another_host_or_port_does_not(scheme: str) -> None:
    access = Access("127.0.0.1", 80)
    path = f"/?key={access.key}"
    access.check(request(path, Origin=f"{scheme}://127.0.0.1:80"))
    for headers in ({"Origin": f"{scheme}://127.0.0.1:81"}, {"Origin": "null"}, {"host": "[::1"}, {"host": ""}):
        with pytest.raises(web.HTTPForbidden) as caught:
            access.check(request(path, **headers))
        assert caught.value.reason == "Open this address in a browser tab of its own."
