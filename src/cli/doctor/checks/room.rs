//! Whether there is room: temporary files, shared memory, memory.

use super::bytes;
use crate::cli::doctor::machine::Machine;
use crate::cli::doctor::row::Finding;

const MB: u64 = 1_000_000;
/// Below this a profile and its pages do not fit.
const FILES_LEAST: u64 = 200 * MB;
/// What is good to have.
const FILES_GOOD: u64 = 1000 * MB;
/// What Chrome would want of shared memory if it used it.
const SHARED_GOOD: u64 = 256 * MB;
/// Below this a page with the browser around it does not fit.
const MEMORY_LEAST: u64 = 400 * MB;
/// What several visits at once want.
const MEMORY_GOOD: u64 = 1000 * MB;

/// The folder of temporary files: profiles lie there, and what pages share in memory.
pub fn temporary(machine: &dyn Machine) -> Finding {
    let place = machine.temporary();
    let elsewhere = "TMPDIR=/var/tmp consentinel …, or any folder with more room";
    if let Some(why) = place.refused {
        return Finding::wrong(format!("{}: no file can be made: {why}", place.folder), [elsewhere]);
    }
    let Some(room) = machine.room(&place.folder) else {
        return Finding::unknown(format!("{}: its room could not be told", place.folder));
    };
    let found = format!("{}: {} free", place.folder, bytes(room.free));
    match room.free {
        free if free < FILES_LEAST => Finding::wrong(found, [elsewhere]),
        free if free < FILES_GOOD => Finding::warn(found, [elsewhere]),
        _ => Finding::ok(found),
    }
}

/// `/dev/shm`, which is small in containers. The browser is told to use temporary files instead, so that it does no harm
/// where these have room.
pub fn shared(machine: &dyn Machine) -> Finding {
    if !machine.system().is_linux() {
        return Finding::ok("not needed on this system");
    }
    let found = match machine.room("/dev/shm") {
        Some(room) if room.whole >= SHARED_GOOD => return Finding::ok(format!("/dev/shm: {}", bytes(room.whole))),
        Some(room) => format!("/dev/shm: {} only", bytes(room.whole)),
        None => "/dev/shm is not there".to_owned(),
    };
    let folder = machine.temporary().folder;
    let instead = machine.room(&folder).map_or(0, |room| room.free);
    if instead >= FILES_GOOD {
        return Finding::ok(format!("{found}; {folder} is used instead"));
    }
    let more = "docker run --tmpfs /tmp:size=2g …, or TMPDIR=/var/tmp consentinel …";
    Finding::warn(format!("{found}; {folder} is used instead and has {} free", bytes(instead)), [more])
}

/// Memory that is free, within what a container may have.
pub fn memory(machine: &dyn Machine) -> Finding {
    let free = machine.text("/proc/meminfo").and_then(|text| available(&text));
    let allowed = limit(machine);
    let Some(left) = free.into_iter().chain(allowed).min() else {
        return Finding::unknown("not looked at on this system");
    };
    let found = format!("{} available", bytes(left));
    let fewer = "one visit at a time: consentinel audit … --jobs 1 --browser shell";
    match left {
        left if left < MEMORY_LEAST => Finding::wrong(found, [fewer, "give the machine or container 1 GB or more"]),
        left if left < MEMORY_GOOD => Finding::warn(found, [fewer]),
        _ => Finding::ok(found),
    }
}

fn available(meminfo: &str) -> Option<u64> {
    let line = meminfo.lines().find_map(|line| line.strip_prefix("MemAvailable:"))?;
    let kilobytes: u64 = line.trim().trim_end_matches("kB").trim().parse().ok()?;
    Some(kilobytes * 1024)
}

/// What a control group leaves, where it sets a bound.
fn limit(machine: &dyn Machine) -> Option<u64> {
    let number = |path: &str| machine.text(path)?.trim().parse::<u64>().ok();
    let most = number("/sys/fs/cgroup/memory.max")?;
    Some(most.saturating_sub(number("/sys/fs/cgroup/memory.current").unwrap_or_default()))
}
