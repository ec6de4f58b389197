"""With this folder on PYTHONPATH a process, and every process it starts, is refused any use of the network."""

import sys

_NETWORK = {
    "socket.bind",
    "socket.connect",
    "socket.getaddrinfo",
    "socket.gethostbyname",
    "socket.gethostbyaddr",
    "socket.sendmsg",
    "socket.sendto",
    "urllib.Request",
    "http.client.connect",
    "ftplib.connect",
    "smtplib.connect",
}
_ADDRESSED = {"socket.bind", "socket.connect", "socket.sendmsg", "socket.sendto"}
switched = {"on": False}


class NetworkUsedError(RuntimeError):
    """Something tried to use the network where that is forbidden."""


def _hook(event: str, arguments: tuple[object, ...]) -> None:
    if switched["on"] and event in _NETWORK and not _is_unix(event, arguments):
        raise NetworkUsedError(f"{event} {arguments[-2:]!r}")


def _is_unix(event: str, arguments: tuple[object, ...]) -> bool:
    """True for Unix sockets, whose address is a path: processes of one machine talk to each other."""
    return event in _ADDRESSED and isinstance(arguments[-1], str | bytes)


sys.addaudithook(_hook)
if __name__ == "sitecustomize":
    switched["on"] = True
