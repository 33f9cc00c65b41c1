//! A second program on a folder that one uses already.

use anyhow::Result;

use super::{
    http::get,
    program::{Place, said},
    report::Row,
    world::World,
};

/// See the module.
pub fn run(world: &World) -> Result<Vec<Row>> {
    let place = Place::new(world, &world.fresh("two")?)?;
    let server = place.serve("serve")?;
    let mut table = Vec::new();
    for (role, times) in [("serve", 20), ("migrate", 5), ("demo", 5)] {
        let elsewhere = Place::new(world, &place.data)?;
        let (mut refused, mut words) = (0, String::new());
        for _ in 0..times {
            let args: &[&str] = if role == "demo" { &["demo", "--empty"] } else { &[role] };
            let out = elsewhere.run(args)?;
            words = said(&out);
            refused += u32::from(out.status.code() == Some(1) && words.contains(&format!("process {}", server.pid)));
        }
        let words = words.replace(&server.pid.to_string(), "PID");
        table.push(Row::new(
            format!("a second `{role}` on the same data folder"),
            times,
            "refused, names the process that holds it",
            format!("{refused} refused: »{words}«"),
            refused == times,
        ));
    }
    let alive = get(place.addr, "/readyz")?.status;
    table.push(Row::new("the first server meanwhile", 1, "ready", alive.to_string(), alive == 200));
    server.kill()?;
    let server = place.serve("serve")?;
    table.push(Row::new(
        "the first one killed with `kill -9`: the next `serve`",
        1,
        "starts",
        format!("answers after {:.2} s", server.ready.as_secs_f64()),
        true,
    ));
    server.stop()?;
    Ok(table)
}
