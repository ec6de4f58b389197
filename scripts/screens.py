"""Pictures of every kind of page: phone, desktop and dark, in build/reports/screens/.

    python3 scripts/screens.py [ADDRESS ...]

Shows the site as `python3 scripts/build.py` left it; with addresses, as units/130532-kexie/, those pages instead of one
of each kind. Needs Chromium, Chrome or Edge.
"""

import sys

if sys.version_info < (3, 11):
    sys.exit("gongkai needs Python 3.11 or newer; this is Python %d.%d" % sys.version_info[:2])

from environment import run

if __name__ == "__main__":
    sys.exit(run("requirements-test.lock", ["scripts/picture.py"] + sys.argv[1:]))
