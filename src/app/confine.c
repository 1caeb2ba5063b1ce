#define _GNU_SOURCE /* O_PATH */

#include "app/confine.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

/*
 * ---- limits ----
 *
 * A limit of one byte stops core files also where the system pipes them to a program.  PR_SET_DUMPABLE would close /proc/self/fd, through which
 * definitions are read (base/ini.c), and an account that can start nothing has nobody to look into its processes.
 */

enum { FILES = 64, FILE_BYTES = 4 << 20 /* of what is read through memory (base/ini.c) */, MEMORY = 512 << 20 };

static void limit(void)
{
    static const struct {
        int what;
        rlim_t most;
    } limits[] = {
        {RLIMIT_CORE, 1},
        {RLIMIT_FSIZE, FILE_BYTES},
        {RLIMIT_NOFILE, FILES},
#ifndef __SANITIZE_ADDRESS__ /* which keeps terabytes of addresses for itself */
        {RLIMIT_AS, MEMORY},
#endif
    };
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        const struct rlimit l = {limits[i].most, limits[i].most};
        setrlimit(limits[i].what, &l);
    }
}

/* ---- Landlock: what may be read ---- */

#ifdef SYS_landlock_create_ruleset
static void allow_folder(int rules, const char *path)
{
    struct landlock_path_beneath_attr beneath = {.allowed_access = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR};
    beneath.parent_fd = open(path, O_PATH | O_CLOEXEC | O_DIRECTORY);
    if (beneath.parent_fd >= 0) {
        syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0);
        close(beneath.parent_fd);
    }
}

static void only_these(const char *const *folders)
{
    /* everything that the first version knows; what later ones add is refused by the filter below */
    const struct landlock_ruleset_attr all = {.handled_access_fs = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1};
    int rules = (int)syscall(SYS_landlock_create_ruleset, &all, sizeof all, 0);
    if (rules < 0) {
        return;
    }
    for (size_t i = 0; folders[i]; i++) {
        allow_folder(rules, folders[i]);
    }
    syscall(SYS_landlock_restrict_self, rules, 0);
    close(rules);
}
#else
static void only_these(const char *const *folders)
{
    (void)folders;
}
#endif

/* ---- seccomp: what may not be asked of the kernel ---- */

#if defined __x86_64__
#define OUR_ARCH AUDIT_ARCH_X86_64
#elif defined __aarch64__
#define OUR_ARCH AUDIT_ARCH_AARCH64
#elif defined __i386__
#define OUR_ARCH AUDIT_ARCH_I386
#endif

#ifdef OUR_ARCH
#define LOAD(field)       BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (uint32_t)offsetof(struct seccomp_data, field))
#define REFUSE            BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM)
#define DENY(call)        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##call, 0, 1), REFUSE
/* Of this call only what the next two lines let through: argument `n` with any of the bits, or without the value, is refused. */
#define DENY_BITS(call, n, bits)                                                                                   \
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##call, 0, 4), LOAD(args[n]),                                          \
        BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, (bits), 0, 1), REFUSE, BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)
#define DENY_BUT(call, n, value)                                                                                   \
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##call, 0, 4), LOAD(args[n]),                                          \
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (value), 1, 0), REFUSE, BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)
#define WRITING (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND)

static const struct sock_filter filter[] = {
    LOAD(arch),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, OUR_ARCH, 1, 0),
    REFUSE,
    LOAD(nr),
#ifdef __x86_64__
    BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1), /* the other numbers of the same calls */
    REFUSE,
#endif
    DENY(execve), DENY(execveat), DENY(clone), DENY(ptrace), DENY(process_vm_readv), DENY(process_vm_writev),
    DENY(unlinkat), DENY(renameat), DENY(linkat), DENY(symlinkat), DENY(mkdirat), DENY(mknodat), DENY(fchmodat), DENY(fchownat),
    DENY(truncate), DENY(mount), DENY(unshare), DENY(setns), DENY(bpf), DENY(keyctl), DENY(userfaultfd), DENY(perf_event_open),
#ifdef SYS_clone3
    DENY(clone3),
#endif
#ifdef SYS_openat2
    DENY(openat2),
#endif
#ifdef SYS_io_uring_setup
    DENY(io_uring_setup),
#endif
#ifdef SYS_fork
    DENY(fork), DENY(vfork),
#endif
#ifdef SYS_unlink
    DENY(unlink), DENY(rename), DENY(link), DENY(symlink), DENY(mkdir), DENY(rmdir), DENY(mknod), DENY(chmod), DENY(chown), DENY(creat),
#endif
#ifdef SYS_renameat2
    DENY(renameat2),
#endif
#ifdef SYS_open
    DENY_BITS(open, 1, WRITING),
#endif
#ifdef SYS_socketcall
    DENY(socketcall),
#endif
    DENY_BITS(openat, 2, WRITING),
    DENY_BUT(socket, 0, AF_UNIX), /* the daemon is looked for again after a restart */
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
};

static void refuse_calls(void)
{
    const struct sock_fprog program = {sizeof filter / sizeof *filter, (struct sock_filter *)(uintptr_t)filter};
    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}
#else
static void refuse_calls(void)
{
}
#endif

void confine(const char *const *folders)
{
    limit();
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    only_these(folders);
    refuse_calls();
}
