//! Files of people, kept under random names in a folder.

use std::path::{Component, Path, PathBuf};

use tokio::{fs, io::AsyncWriteExt};

use crate::private;

/// Where files are kept.
#[derive(Clone, Debug)]
pub struct Storage {
    root: PathBuf,
}

/// A file could not be kept or read.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// The address is of a kind that is not supported.
    #[error("files can be kept under a file:// address only")]
    Address,
    /// A name that could leave the folder.
    #[error("a file name points out of the folder")]
    Name,
    /// The disk.
    #[error("the file system refuses")]
    Io(#[from] std::io::Error),
}

impl Storage {
    /// The folder of a `file://` address; relative ones count from the working directory.
    ///
    /// # Errors
    /// [`StorageError::Address`] for any other address.
    pub fn open(url: &str) -> Result<Self, StorageError> {
        let path = url.strip_prefix("file://").ok_or(StorageError::Address)?;
        Ok(Self { root: path.into() })
    }

    /// Keeps a file. It is whole under its name or not there at all.
    ///
    /// # Errors
    /// When the disk refuses.
    pub async fn put(&self, name: &str, bytes: &[u8]) -> Result<(), StorageError> {
        let path = self.path(name)?;
        if let Some(parent) = path.parent() {
            private::folder(parent)?;
        }
        let draft = path.with_extension("part");
        // What an earlier try left could have other permissions.
        fs::remove_file(&draft).await.ok();
        let mut file = fs::File::from_std(private::file(&draft)?);
        file.write_all(bytes).await?;
        file.sync_all().await?;
        fs::rename(&draft, &path).await?;
        Ok(())
    }

    /// Reads a file; none when it is not there.
    ///
    /// # Errors
    /// When the disk refuses.
    pub async fn get(&self, name: &str) -> Result<Option<Vec<u8>>, StorageError> {
        match fs::read(self.path(name)?).await {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Forgets a file; one that is not there is forgotten already.
    ///
    /// # Errors
    /// When the disk refuses.
    pub async fn delete(&self, name: &str) -> Result<(), StorageError> {
        match fs::remove_file(self.path(name)?).await {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }

    fn path(&self, name: &str) -> Result<PathBuf, StorageError> {
        let is_plain = Path::new(name)
            .components()
            .all(|part| matches!(part, Component::Normal(_)));
        if name.is_empty() || !is_plain {
            return Err(StorageError::Name);
        }
        Ok(self.root.join(name))
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[tokio::test]
    async fn files_are_kept_read_and_forgotten_and_names_cannot_leave_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        let storage = Storage::open(&format!("file://{}", folder.path().display())).unwrap();
        storage.put("avatar/1a", b"png").await.unwrap();
        let mode = |name: &str| {
            let path = folder.path().join(name);
            std::fs::metadata(path).unwrap().permissions().mode() & 0o777
        };
        assert_eq!((mode("avatar"), mode("avatar/1a")), (0o700, 0o600));
        assert_eq!(
            storage.get("avatar/1a").await.unwrap().as_deref(),
            Some(b"png".as_slice())
        );
        storage.delete("avatar/1a").await.unwrap();
        storage.delete("avatar/1a").await.unwrap();
        assert!(storage.get("avatar/1a").await.unwrap().is_none());
        for name in ["", "../x", "/etc/passwd", "a/../../x"] {
            assert!(
                matches!(storage.get(name).await, Err(StorageError::Name)),
                "{name}"
            );
        }
    }
}
