"""Set everything up, once, with the test extras, and run pytest with the arguments given.

    python3 scripts/test.py [ARGUMENTS OF pytest]

Needs Python 3.11 or newer, and a package index to install from the first time.
"""

import sys

if sys.version_info < (3, 11):
    sys.exit("gongkai needs Python 3.11 or newer; this is Python %d.%d" % sys.version_info[:2])

from environment import run

if __name__ == "__main__":
    sys.exit(run("requirements-test.lock", ["-m", "pytest"] + sys.argv[1:]))
