//! Objects in the order in which they were made, found by id.

use std::collections::HashMap;

use super::objects::{Payment, Payout, Refund};

/// What a [`Book`] can hold.
pub(crate) trait Entry {
    fn id(&self) -> &str;
}

impl Entry for Payment {
    fn id(&self) -> &str {
        &self.id
    }
}

impl Entry for Refund {
    fn id(&self) -> &str {
        &self.id
    }
}

impl Entry for Payout {
    fn id(&self) -> &str {
        &self.id
    }
}

#[derive(Debug)]
pub(crate) struct Book<T> {
    items: Vec<T>,
    places: HashMap<String, usize>,
}

impl<T> Default for Book<T> {
    fn default() -> Self {
        Self {
            items: Vec::new(),
            places: HashMap::new(),
        }
    }
}

impl<T: Entry> Book<T> {
    pub(crate) fn push(&mut self, item: T) {
        self.places.insert(item.id().to_owned(), self.items.len());
        self.items.push(item);
    }

    pub(crate) fn get(&self, id: &str) -> Option<&T> {
        self.items.get(*self.places.get(id)?)
    }

    pub(crate) fn get_mut(&mut self, id: &str) -> Option<&mut T> {
        self.items.get_mut(*self.places.get(id)?)
    }

    /// Oldest first.
    pub(crate) fn iter(&self) -> std::slice::Iter<'_, T> {
        self.items.iter()
    }

    pub(crate) fn place(&self, id: &str) -> Option<usize> {
        self.places.get(id).copied()
    }
}
