"""Which of the kernel's calls a fenced process may not make, and what it hears instead. Numbers: (x86_64, aarch64)."""

from __future__ import annotations

import errno

Numbers = tuple[int | None, int | None]

# Into others: memory, processes, file descriptors.
_OTHERS: dict[str, Numbers] = {
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "kcmp": (312, 272),
    "pidfd_getfd": (438, 438),
    "process_madvise": (440, 440),
    "process_mrelease": (448, 448),
    "move_pages": (279, 239),
    "migrate_pages": (256, 238),
}
# The file system's shape.
_MOUNTS: dict[str, Numbers] = {
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "fsopen": (430, 430),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fspick": (433, 433),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "mount_setattr": (442, 442),
    "swapon": (167, 224),
    "swapoff": (168, 225),
    "quotactl": (179, 60),
    "quotactl_fd": (443, 443),
    "acct": (163, 89),
    "name_to_handle_at": (303, 264),
    "open_by_handle_at": (304, 265),
    "fanotify_init": (300, 262),
}
# Where the kernel's holes have been: programs, rings, keys, counters, page faults by hand; and new namespaces.
_HOLES: dict[str, Numbers] = {
    "unshare": (272, 97),
    "setns": (308, 268),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    "modify_ldt": (154, None),
    "lookup_dcookie": (212, 18),
    "nfsservctl": (180, 42),
}
# The machine itself.
_MACHINE: dict[str, Numbers] = {
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "delete_module": (176, 106),
    "kexec_load": (246, 104),
    "kexec_file_load": (320, 294),
    "reboot": (169, 142),
    "settimeofday": (164, 170),
    "clock_settime": (227, 112),
    "clock_adjtime": (305, 266),
    "adjtimex": (159, 171),
    "sethostname": (170, 161),
    "setdomainname": (171, 162),
    "iopl": (172, None),
    "ioperm": (173, None),
    "syslog": (103, 116),
    "personality": (135, 92),
    "vhangup": (153, 58),
}
# Messages to others, and memory that no process's account shows (a file in memory, System V's segments and queues).
_SHARED: dict[str, Numbers] = {
    "socket": (41, 198),
    "shmget": (29, 194),
    "shmat": (30, 196),
    "semget": (64, 190),
    "msgget": (68, 186),
    "msgsnd": (69, 189),
    "mq_open": (240, 180),
    "mq_unlink": (241, 181),
}
REFUSED: dict[str, Numbers] = {**_OTHERS, **_MOUNTS, **_HOLES, **_MACHINE, **_SHARED}

# As if the kernel did not know them, so that libraries take the older way: clone3 hides its flags from the filter.
UNKNOWN: dict[str, Numbers] = {"clone3": (435, 435), "memfd_create": (319, 279), "memfd_secret": (447, 447)}
FIRST_UNKNOWN = 457  # and every call that is newer than this list

# Allowed for oneself only: the argument that names a process must be 0 ("me").
ONESELF: dict[str, tuple[Numbers, int]] = {
    "prlimit64": ((302, 261), 0),
    "sched_setaffinity": ((203, 122), 0),
    "sched_setscheduler": ((144, 119), 0),
    "sched_setparam": ((142, 118), 0),
    "sched_setattr": ((314, 274), 0),
    "setpriority": ((141, 140), 1),
    "ioprio_set": ((251, 30), 1),
}

# Signals, where neither a pid namespace nor Landlock keeps them inside: to the process itself only.
SIGNALS: dict[str, Numbers] = {"kill": (62, 129), "tgkill": (234, 131)}
OTHER_SIGNALS: dict[str, Numbers] = {
    "tkill": (200, 130),
    "rt_sigqueueinfo": (129, 138),
    "rt_tgsigqueueinfo": (297, 240),
    "pidfd_send_signal": (424, 424),
}

# A file's mode, owner, times and attributes need no opened file, so Landlock does not see them; read-only mounts do.
# Where there are none the call does nothing: to say "done" keeps shutil.copy working, to say "no" would not.
SILENT: dict[str, tuple[Numbers, int]] = {
    "chmod": ((90, None), 0),
    "fchmod": ((91, 52), 0),
    "fchmodat": ((268, 53), 0),
    "fchmodat2": ((452, 452), 0),
    "utime": ((132, None), 0),
    "utimes": ((235, None), 0),
    "futimesat": ((261, None), 0),
    "utimensat": ((280, 88), 0),
    "chown": ((92, None), errno.EPERM),
    "fchown": ((93, 55), errno.EPERM),
    "lchown": ((94, None), errno.EPERM),
    "fchownat": ((260, 54), errno.EPERM),
    "truncate": ((76, 45), errno.EPERM),
    "setxattr": ((188, 5), errno.ENOTSUP),
    "lsetxattr": ((189, 6), errno.ENOTSUP),
    "fsetxattr": ((190, 7), errno.ENOTSUP),
    "removexattr": ((197, 14), errno.ENOTSUP),
    "lremovexattr": ((198, 15), errno.ENOTSUP),
    "fremovexattr": ((199, 16), errno.ENOTSUP),
}

SOCKETPAIR: Numbers = (53, 199)
CLONE: Numbers = (56, 220)
IOCTL: Numbers = (16, 29)
UNIX = 1  # the one family of a socket pair
NEW_NAMESPACES = 0x7E020080  # flags of clone: every namespace there is, time's too
# Typing into somebody's terminal, and changing its console.
TERMINAL = (0x5412, 0x541C)
