# Makes this checkout ready: a Python, the system's libraries, a virtual environment. Sourced by scripts/coach and
# scripts/test. Once all is in place, each of the steps looks at one file and is done.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
VENV=$ROOT/.venv
export PIP_DISABLE_PIP_VERSION_CHECK=1

# Each argument is a line.
say() { printf '%s\n' "$@" >&2; }
die() { say "$@"; exit 1; }

# The first Python that is new enough; $PYTHON goes before all others.
find_python() {
    local candidate
    for candidate in ${PYTHON:+"$PYTHON"} python3 python3.13 python3.12 python3.11 python3.14; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            printf '%s\n' "$candidate"
            return
        fi
    done
    die "The coach needs Python 3.11 or newer, and this machine has none." \
        "Debian 12, Ubuntu 24.04 and Raspberry Pi OS of 2023 and later have it: apt-get install python3."
}

# install_debian REASON PACKAGE...: installs those packages that are missing, on systems that have apt.
install_debian() {
    local reason=$1 package missing=() as_root=()
    shift
    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        say "This system has no apt, so its libraries are left as they are. The coach uses: $*."
        return
    fi
    for package in "$@"; do
        [[ $(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null) == installed ]] || missing+=("$package")
    done
    ((${#missing[@]})) || return 0
    say "Missing, and needed $reason: ${missing[*]}. Installing with apt-get."
    if (($(id -u))); then
        command -v sudo >/dev/null || die "You are not root and there is no sudo. As root, run:" \
            "  apt-get install ${missing[*]}"
        as_root=(sudo)
    fi
    # An old or empty list of packages is no reason to stop: what is missing then shows in the next line.
    ${as_root[@]+"${as_root[@]}"} env DEBIAN_FRONTEND=noninteractive apt-get update -qq || true
    ${as_root[@]+"${as_root[@]}"} env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2 ||
        die "apt-get could not install them. As root, run:" "  apt-get install ${missing[*]}"
}

# A virtual environment remembers where it stands, so a checkout that was moved gets a new one.
make_venv() {
    local python
    [[ -x $VENV/bin/python && $(<"$VENV/pyvenv.cfg") == *"$VENV"* ]] && return
    python=$(find_python)
    "$python" -c 'import ensurepip, venv' 2>/dev/null || install_debian "to keep the coach's Python apart" python3-venv
    say "Making a virtual environment in $VENV."
    "$python" -m venv --clear "$VENV"
}

# install_coach EXTRAS: the coach with these extras (such as [test]), once for each pyproject.toml.
install_coach() {
    local stamp=$VENV/installed$1 wanted
    wanted=$(cksum <"$ROOT/pyproject.toml")
    [[ $(cat "$stamp" 2>/dev/null) == "$wanted" ]] && return
    say "Installing the coach and what it needs from Python's package index."
    "$VENV/bin/python" -m pip install --quiet --editable "$ROOT$1" || return
    printf '%s\n' "$wanted" >"$stamp"
}
