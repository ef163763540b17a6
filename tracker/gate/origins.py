"""Where a request comes from, said no more exactly than its purpose needs."""

import ipaddress

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from tracker.changes.auditing import Origin

# What a user agent says, in the order in which it must be asked: each names those after it as well.
_BROWSERS = {"Edg": "Edge", "OPR": "Opera", "SamsungBrowser": "Samsung Internet", "Firefox": "Firefox"}
_BROWSERS |= {"FxiOS": "Firefox", "CriOS": "Chrome", "Chrome": "Chrome", "Safari": "Safari"}
_SYSTEMS = {"iPhone": "iPhone", "iPad": "iPad", "Android": "Android", "Windows": "Windows", "Mac OS X": "Mac"}
_SYSTEMS |= {"CrOS": "Chromebook", "Linux": "Linux"}


def device_name(user_agent: str) -> str:
    """Browser and system ("Firefox on Linux"): enough to recognise a device of one's own."""
    browser = next((name for token, name in _BROWSERS.items() if token in user_agent), "A browser")
    system = next((name for token, name in _SYSTEMS.items() if token in user_agent), "")
    return f"{browser} on {system}" if system else browser


def counted_address(request: HttpRequest) -> str:
    """Whose attempts are counted together: an address; of IPv6 the network of the customer.

    Raises PermissionDenied where nothing says it.
    """
    address = ipaddress.ip_address(get_adapter(request).get_client_ip(request))
    if address.version == 4:
        return str(address)
    return str(ipaddress.ip_network((address, 64), strict=False).network_address)


def shortened(address: str) -> str:
    """The network an address is of: enough to tell home from elsewhere, too little to find a household by."""
    found = ipaddress.ip_address(address)
    if found.version == 6 and found.ipv4_mapped:
        found = found.ipv4_mapped
    return str(ipaddress.ip_network((found, 24 if found.version == 4 else 48), strict=False).network_address)


def in_words(network: str) -> str:
    """As in: 203.0.113.x and 2001:db8:1::x"""
    if not network:
        return ""
    if ":" in network:
        return f"{network}x"
    return f"{network.rpartition('.')[0]}.x"


def origin_of(request: HttpRequest) -> Origin:
    device = device_name(request.headers.get("User-Agent", ""))
    try:
        return Origin(device, in_words(shortened(get_adapter(request).get_client_ip(request))))
    except (PermissionDenied, ValueError):
        return Origin(device)
