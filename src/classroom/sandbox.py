"""Keep code that students wrote away from everything but its own notebook.

Two walls, both made by the Linux kernel. `command` starts a program under bubblewrap: no network,
no home folder, no course folder; of the file system only the interpreter and the packages,
read-only. `leave` and `enter` then give each notebook that this program forks a world of its own:
no other process in reach, an empty folder in memory. `limit` limits memory, processes and files.
"""

import ctypes
import errno
import os
import platform
import resource
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

# From <linux/sched.h>, <sys/mount.h>, <sys/prctl.h> and <linux/capability.h>.
_NEW_NAMESPACES = 0x00020000 | 0x08000000 | 0x10000000 | 0x20000000 | 0x40000000
_MOUNT_NO_SUID, _MOUNT_NO_DEV, _MOUNT_RECURSIVE, _MOUNT_PRIVATE = 2, 4, 16384, 1 << 18
_SET_PARENT_DEATH_SIGNAL, _SET_DUMPABLE, _SET_NO_NEW_PRIVILEGES = 1, 4, 38
_CAPABILITY_VERSION = 0x20080522
# The number of the system call `keyctl`, which the C library doesn't have; elsewhere it is 219.
KEYCTL = {"x86_64": 250, "i386": 288, "i686": 288, "armv7l": 311, "ppc64le": 271, "s390x": 280}
_JOIN_SESSION_KEYRING = 1
# Linux counts no processes of root's: root's notebooks belong to "nobody".
_NOBODY = 65534

# What a program needs of a Linux system, where it is there.
_SYSTEM = (
    "/usr",
    "/bin",
    "/sbin",
    "/lib",
    "/lib32",
    "/lib64",
    "/etc/alternatives",
    "/etc/fonts",
    "/etc/ld.so.cache",
    "/etc/ld.so.conf",
    "/etc/ld.so.conf.d",
    "/etc/localtime",
    "/etc/mime.types",
)
_SOURCE = Path(__file__).resolve().parents[1]
# Python, the packages, and this project's own.
_PLACES = {Path(sys.prefix), Path(sys.base_prefix), _SOURCE}
# What a student's code may know of the machine.
_VARIABLES = ("LANG", "LC_ALL", "TZ", "OPENBLAS_CORETYPE", "NPY_DISABLE_CPU_FEATURES")

# Where a notebook runs. Not /tmp: Python itself may lie there.
FOLDER = Path("/notebook")


class NoSandbox(RuntimeError):
    """The machine can't keep a student's code away; the message says what is missing."""


@dataclass(frozen=True)
class Limits:
    """What one notebook may use.

    Attributes:
        cell_seconds: Of wall clock, for one cell. Then it is interrupted.
        notebook_seconds: Of wall clock, for all cells. Then the notebook is ended.
        memory: Bytes of address space, beyond what the imports take.
        processes: Processes and threads at one time.
        output: Bytes that the cells may print or draw.
        files: Bytes of files that the cells may write; also the largest file.
    """

    cell_seconds: float = 120.0
    notebook_seconds: float = 600.0
    memory: int = 4 << 30
    processes: int = 256
    output: int = 8 << 20
    files: int = 256 << 20


def command(program: list[str], variables: dict[str, str] | None = None) -> list[str]:
    """The command that runs a program where it can see nothing of the course.

    Args:
        program: The program and its arguments. Open file descriptors pass through.
        variables: Environment variables for it.

    Raises:
        NoSandbox: If bubblewrap isn't installed.
    """
    bwrap = shutil.which("bwrap")
    if bwrap is None:
        raise NoSandbox(
            "Grading runs students' code, and bubblewrap, which keeps it away from this machine, "
            "isn't installed (on Debian and Ubuntu: apt install bubblewrap)."
        )
    command = [bwrap, "--die-with-parent", "--new-session", "--clearenv"]
    if _is_root_of_the_machine():  # in a user namespace, root couldn't become anybody else
        command += ["--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts"]
        command += ["--unshare-cgroup-try"]
    else:
        command += ["--unshare-all"]
    # Left to bubblewrap, the folders on the way there would be closed to all but root.
    for parent in sorted({parent for place in _PLACES for parent in place.parents[:-1]}):
        command += ["--dir", str(parent)]
    for place in [*_SYSTEM, *sorted(map(str, _PLACES))]:
        command += ["--ro-bind-try", place, place]
    command += ["--proc", "/proc", "--dev", "/dev", "--tmpfs", str(FOLDER), "--chdir", str(FOLDER)]
    command += ["--remount-ro", "/dev", "--remount-ro", "/"]
    known = {name: os.environ[name] for name in _VARIABLES if name in os.environ}
    known |= {"PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin"}
    known |= {"HOME": str(FOLDER), "TMPDIR": str(FOLDER)}
    # Where the project isn't installed. Of other folders that it names, there are none inside.
    if _SOURCE in map(Path.resolve, map(Path, os.environ.get("PYTHONPATH", "").split(os.pathsep))):
        known["PYTHONPATH"] = str(_SOURCE)
    for name, value in (known | (variables or {})).items():
        command += ["--setenv", name, value]
    return [*command, "--", *program]


def _is_root_of_the_machine() -> bool:
    return os.geteuid() == 0 and Path("/proc/self/uid_map").read_text().split()[2] != "1"


def check() -> None:
    """Try both walls.

    Raises:
        NoSandbox: If this machine has no bubblewrap, or forbids it what it does; with the reason.
    """
    trial = (
        "import os; from classroom import sandbox; sandbox.leave(); pid = os.fork()\n"
        "if pid == 0:\n"
        "    sandbox.enter(sandbox.Limits())\n"
        "    for place in sandbox._PLACES: os.listdir(place)\n"
        "    os._exit(0)\n"
        "raise SystemExit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))"
    )
    done = subprocess.run(
        command([sys.executable, "-P", "-c", trial]), capture_output=True, text=True, check=False
    )
    if done.returncode:
        reason = done.stderr.strip().splitlines()[-1:] or [f"exit code {done.returncode}"]
        raise NoSandbox(f"This machine doesn't let bubblewrap isolate a program: {reason[0]}.")


def _libc(name: str, *arguments: object) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if getattr(libc, name)(*arguments) != 0:
        error = ctypes.get_errno()
        raise OSError(error, f"{name}: {os.strerror(error)}")


def die_with_parent() -> None:
    """End this process when the one that started it ends, however that ends."""
    _libc("prctl", _SET_PARENT_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)


def leave() -> None:
    """Make what this process forks next the first process of a world of its own."""
    if os.getuid() == 0 and _is_root_of_the_machine():
        os.setgroups([])
        os.setresgid(_NOBODY, _NOBODY, _NOBODY)
        os.setresuid(_NOBODY, _NOBODY, _NOBODY)
        _libc("prctl", _SET_DUMPABLE, 1, 0, 0, 0)  # or /proc/self would be root's
    die_with_parent()  # which Linux forgets when a process changes its user
    user, group = os.getuid(), os.getgid()
    _libc("unshare", _NEW_NAMESPACES)
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"1000 {user} 1")
    Path("/proc/self/gid_map").write_text(f"1000 {group} 1")


def _forget_keys() -> None:
    """Have a session keyring of one's own: no namespace keeps the one that was inherited away.

    A kernel without keys, or one that forbids them, has nothing to hide.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    number = KEYCTL.get(platform.machine(), 219)
    if libc.syscall(number, _JOIN_SESSION_KEYRING, None) < 0:
        error = ctypes.get_errno()
        if error not in (errno.ENOSYS, errno.EPERM):
            raise OSError(error, f"keyctl: {os.strerror(error)}")


def enter(limits: Limits) -> None:
    """In the process forked after `leave`: own nothing but one empty folder, and have no rights.

    `/proc` stays the program's: the names of other processes are seen there, but nothing of them
    can be read, since they belong to another world, and none can be sent a signal.
    """
    die_with_parent()
    _forget_keys()
    _libc("mount", b"none", b"/", None, _MOUNT_RECURSIVE | _MOUNT_PRIVATE, None)
    safe = _MOUNT_NO_SUID | _MOUNT_NO_DEV
    for place in (str(FOLDER).encode(), b"/dev/shm"):
        _libc("mount", b"tmpfs", place, b"tmpfs", safe, b"size=%d,mode=700" % limits.files)
    _libc("prctl", _SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION, 0)
    _libc("capset", header, (ctypes.c_uint32 * 6)())


def limit(limits: Limits) -> None:
    """Limit what this process may use from here on."""
    used = int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGESIZE")
    for what, most in (
        (resource.RLIMIT_AS, used + limits.memory),
        (resource.RLIMIT_NPROC, limits.processes),
        (resource.RLIMIT_FSIZE, limits.files),
        (resource.RLIMIT_NOFILE, 256),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (most, most))
