//! Files that came with the binary; a folder of the operator's may stand in for any of them.

use std::{borrow::Cow, collections::BTreeSet, path::PathBuf};

use include_dir::{Dir, include_dir};

static EMBEDDED: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/assets");

/// Reads assets by their path below `assets/`.
#[derive(Clone, Debug)]
pub struct Assets {
    overrides: Option<PathBuf>,
}

impl Assets {
    /// Embedded files, with a folder that stands in for them where it has one of the same path.
    #[must_use]
    pub const fn new(overrides: Option<PathBuf>) -> Self {
        Self { overrides }
    }

    /// A file; none when neither the folder nor the binary has it.
    #[must_use]
    pub fn bytes(&self, path: &str) -> Option<Cow<'static, [u8]>> {
        if let Some(folder) = &self.overrides
            && let Ok(bytes) = std::fs::read(folder.join(path))
        {
            return Some(Cow::Owned(bytes));
        }
        EMBEDDED
            .get_file(path)
            .map(|file| Cow::Borrowed(file.contents()))
    }

    /// A file as text.
    #[must_use]
    pub fn text(&self, path: &str) -> Option<String> {
        let bytes = self.bytes(path)?;
        Some(String::from_utf8_lossy(&bytes).trim().to_owned())
    }

    /// Names of the files in a folder, in order, from both places.
    #[must_use]
    pub fn list(&self, folder: &str) -> Vec<String> {
        let mut names: BTreeSet<String> = EMBEDDED
            .get_dir(folder)
            .into_iter()
            .flat_map(Dir::files)
            .filter_map(|file| Some(file.path().file_name()?.to_str()?.to_owned()))
            .collect();
        if let Some(overrides) = &self.overrides
            && let Ok(entries) = std::fs::read_dir(overrides.join(folder))
        {
            names.extend(
                entries
                    .filter_map(Result::ok)
                    .filter_map(|entry| entry.file_name().into_string().ok()),
            );
        }
        names.into_iter().collect()
    }
}
