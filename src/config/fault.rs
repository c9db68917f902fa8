//! What is wrong with a configuration, and how to mend it.

use std::fmt;

/// One fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Dotted key, such as `bot.token`.
    pub key: String,
    /// What is wrong; never the value itself, which may be a secret.
    pub problem: String,
    /// What to do about it.
    pub remedy: String,
}

impl Fault {
    /// A fault of this key.
    pub fn new(
        key: impl Into<String>,
        problem: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        Self {
            key: key.into(),
            problem: problem.into(),
            remedy: remedy.into(),
        }
    }
}

/// All faults of a configuration.
#[derive(Debug, thiserror::Error)]
pub struct Faults(pub Vec<Fault>);

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let faults = if self.0.len() == 1 { "fault" } else { "faults" };
        write!(f, "the configuration has {} {faults}:", self.0.len())?;
        for fault in &self.0 {
            write!(
                f,
                "\n  {} {}\n      → {}",
                fault.key, fault.problem, fault.remedy
            )?;
        }
        Ok(())
    }
}
