"""The server and the doors that these tests share."""

from tests.doors import _no_proxy, door, time, web

__all__ = ["_no_proxy", "door", "time", "web"]
