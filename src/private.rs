//! Files and folders for the eyes of the process's own user, whatever the umask says.

use std::{
    fs::{DirBuilder, File, OpenOptions},
    io,
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::Path,
};

/// Makes a folder and those above it, each closed to others. What is there already stays as it is: its
/// owner may have had a reason.
///
/// # Errors
/// When the disk refuses.
pub fn folder(path: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(path)
}

/// Makes a file that is not there yet, closed to others.
///
/// # Errors
/// When the disk refuses, or there is such a file.
pub fn file(path: &Path) -> io::Result<File> {
    OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn what_is_made_is_closed_and_what_was_there_is_left_alone() {
        let root = tempfile::tempdir().unwrap();
        let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        let (outer, inner) = (root.path().join("a"), root.path().join("a/b"));
        folder(&inner).unwrap();
        assert_eq!((mode(&outer), mode(&inner)), (0o700, 0o700));
        let path = inner.join("c");
        file(&path).unwrap();
        assert_eq!(mode(&path), 0o600);
        assert_eq!(
            file(&path).unwrap_err().kind(),
            io::ErrorKind::AlreadyExists
        );
        let open = std::fs::Permissions::from_mode(0o755);
        std::fs::set_permissions(&inner, open).unwrap();
        folder(&inner).unwrap();
        assert_eq!(mode(&inner), 0o755);
    }
}
