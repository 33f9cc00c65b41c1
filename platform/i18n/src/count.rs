//! The numbers a message accepts as a count.

/// A whole number that a message can show and choose its words by. Negative numbers count as zero.
pub trait Count {
    /// The number itself.
    fn count(&self) -> u64;
}

macro_rules! unsigned {
    ($($kind:ty),*) => {$(
        impl Count for $kind {
            fn count(&self) -> u64 {
                *self as u64
            }
        }
    )*};
}

macro_rules! signed {
    ($($kind:ty),*) => {$(
        impl Count for $kind {
            fn count(&self) -> u64 {
                (*self).max(0) as u64
            }
        }
    )*};
}

unsigned!(u8, u16, u32, u64, usize);
signed!(i8, i16, i32, i64, isize);

// Templates hand arguments over by reference.
impl<T: Count + ?Sized> Count for &T {
    fn count(&self) -> u64 {
        (**self).count()
    }
}

#[cfg(test)]
mod tests {
    use super::Count;

    #[test]
    fn negative_counts_as_zero_and_references_count() {
        assert_eq!((-3i64).count(), 0);
        assert_eq!((&&7usize).count(), 7);
    }
}
