use std::{collections::HashMap, sync::LazyLock};
pub struct T;
static M: LazyLock<HashMap<String, u64>> = LazyLock::new(|| std::env::vars().filter_map(|(k, v)| Some((k, v.parse().ok()?))).collect());
impl T { pub fn get(k: &str, d: u64) -> u64 { M.get(k).copied().unwrap_or(d) } }
