/// Which of many hang together (disjoint sets, joined by size).
pub(super) struct Sets {
    above: Vec<usize>,
    size: Vec<usize>,
}

impl Sets {
    /// Everybody alone.
    pub(super) fn new(n: usize) -> Self {
        Self { above: (0..n).collect(), size: vec![1; n] }
    }

    /// Who stands for the set of this one.
    pub(super) fn root(&mut self, mut of: usize) -> usize {
        while self.above[of] != of {
            self.above[of] = self.above[self.above[of]];
            of = self.above[of];
        }
        of
    }

    /// How many are in the set of this one.
    pub(super) fn size(&mut self, of: usize) -> usize {
        let root = self.root(of);
        self.size[root]
    }

    /// These two hang together.
    pub(super) fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        if a == b {
            return;
        }
        let (small, large) = if self.size[a] < self.size[b] { (a, b) } else { (b, a) };
        self.above[small] = large;
        self.size[large] += self.size[small];
    }
}
