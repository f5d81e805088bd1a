use tf_provider_rs_derive::Model;

/// A thing.
#[derive(Model)]
struct WrongField {
    #[tf(timeouts(create = "60m"))]
    deadlines: String,
}

/// A thing.
#[derive(Model)]
struct WrongTexts {
    #[tf(timeouts(create = "soon", read = "60", update = "0s", import = "1m", create = "1h30m"), optional)]
    timeouts: Timeouts,
}

/// A thing.
#[derive(Model)]
struct None {
    #[tf(timeouts())]
    timeouts: Timeouts,
}

/// A thing.
#[derive(Model)]
struct NoValues {
    #[tf(timeouts)]
    timeouts: Timeouts,
}

/// A thing.
#[derive(Model)]
struct NoText {
    #[tf(timeouts(create = 60))]
    timeouts: Timeouts,
}

fn main() {}
