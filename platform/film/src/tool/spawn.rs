//! Starting and ending processes.

use std::io;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;

use rustix::process::{Pid, Signal, kill_process_group};
use tokio::process::{Child, Command};
use tokio::runtime::Handle;
use tokio::sync::oneshot;

/// A command to start, and in which runtime its pipes live.
struct Order {
    command: Command,
    runtime: Handle,
    answer: oneshot::Sender<io::Result<Child>>,
}

/// Starts a process from a thread that lives as long as this program.
///
/// The sandbox asks the kernel to kill the tool when its parent dies, and by "parent" the kernel means the *thread* that started
/// it. Threads of an async runtime may end when they are idle, so none of them may be that parent.
pub(super) async fn spawn(command: Command) -> io::Result<Child> {
    static STARTER: OnceLock<mpsc::Sender<Order>> = OnceLock::new();
    let starter = STARTER.get_or_init(|| {
        let (orders, inbox) = mpsc::channel::<Order>();
        let serve = move || {
            for Order { mut command, runtime, answer } in inbox {
                let _inside = runtime.enter();
                // If nobody waits any more, the child is dropped here, and with it killed.
                let _ = answer.send(command.spawn());
            }
        };
        if let Err(why) = std::thread::Builder::new().name("film-tools".into()).spawn(serve) {
            tracing::error!(%why, "no thread for media tools");
        }
        orders
    });
    let gone = || io::Error::other("the thread that starts media tools is gone");
    let (answer, child) = oneshot::channel();
    starter.send(Order { command, runtime: Handle::current(), answer }).map_err(|_| gone())?;
    child.await.map_err(|_| gone())?
}

/// The tool's process group: killed whole on drop, unless the tool has ended.
pub(super) struct Group {
    leader: Option<Pid>,
    ended: AtomicBool,
}

impl Group {
    /// The group that `child` leads.
    pub(super) fn of(child: &Child) -> Self {
        let leader = child.id().and_then(|id| i32::try_from(id).ok()).and_then(Pid::from_raw);
        Self { leader, ended: AtomicBool::new(false) }
    }

    /// Kills all of the group.
    pub(super) fn kill(&self) {
        if let Some(leader) = self.leader
            && !self.ended.load(Ordering::Relaxed)
        {
            // It may have ended by itself a moment ago; that is as good.
            let _ = kill_process_group(leader, Signal::KILL);
        }
    }

    /// The leader has been waited for: its number may belong to someone else from now on.
    pub(super) fn ended(&self) {
        self.ended.store(true, Ordering::Relaxed);
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        self.kill();
    }
}
