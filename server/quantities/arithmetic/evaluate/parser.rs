//! From tokens to a tree: powers before products, products before sums, what stands in brackets first.

use super::{Expression, Tree};
use crate::quantities::arithmetic::figure::Figure;
use crate::quantities::arithmetic::lex::{Placed, Token};

/// Tokens, and how far they are read.
pub struct Parser<'a> {
    tokens: &'a [Placed],
    /// The next token.
    pub at: usize,
    figures: Vec<Figure>,
    operators: usize,
    end: usize,
    depth: usize,
}

impl<'a> Parser<'a> {
    /// A reader that begins at one of them.
    pub fn new(tokens: &'a [Placed], at: usize) -> Parser<'a> {
        Parser {
            tokens,
            at,
            figures: Vec::new(),
            operators: 0,
            end: 0,
            depth: 0,
        }
    }

    /// What was read, from a token on.
    pub fn finish(self, tree: Tree, start: usize) -> Option<Expression> {
        let span = self.tokens.get(start)?.span.start..self.end;
        Some(Expression {
            span,
            tree,
            figures: self.figures,
            operators: self.operators,
        })
    }

    fn peek(&self) -> Option<&'a Token> {
        self.tokens.get(self.at).map(|placed| &placed.token)
    }

    /// The expression that begins here.
    pub fn sum(&mut self) -> Option<Tree> {
        self.binary(&['+'], Parser::product)
    }

    fn product(&mut self) -> Option<Tree> {
        self.binary(&['*', '/'], Parser::power)
    }

    fn power(&mut self) -> Option<Tree> {
        self.binary(&['^'], Parser::operand)
    }

    fn binary(&mut self, operators: &[char], inner: fn(&mut Parser<'a>) -> Option<Tree>) -> Option<Tree> {
        let mut tree = inner(self)?;
        while let Some(Token::Operator(operator)) = self.peek()
            && operators.contains(operator)
        {
            self.at += 1;
            self.operators += 1;
            let right = inner(self)?;
            tree = Tree::Node(*operator, Box::new(tree), Box::new(right));
        }
        Some(tree)
    }

    fn operand(&mut self) -> Option<Tree> {
        while self.peek() == Some(&Token::About) {
            self.at += 1;
        }
        let tree = match self.peek()? {
            Token::Number(figure) => {
                self.figures.push(figure.clone());
                self.end = self.end.max(self.tokens[self.at].span.end);
                self.at += 1;
                Tree::Leaf(self.figures.len() - 1)
            }
            Token::Open if self.depth < 8 => {
                self.at += 1;
                self.depth += 1;
                let tree = self.sum()?;
                self.depth -= 1;
                if self.peek() != Some(&Token::Close) {
                    return None;
                }
                self.end = self.end.max(self.tokens[self.at].span.end);
                self.at += 1;
                tree
            }
            _ => return None,
        };
        self.asides();
        Some(tree)
    }

    /// What is counted, and remarks in brackets.
    fn asides(&mut self) {
        let mut words = 0;
        loop {
            match self.peek() {
                Some(Token::Word) if words < 8 => {
                    words += 1;
                    self.at += 1;
                }
                Some(Token::Open) => {
                    let rest = &self.tokens[self.at..];
                    let Some(close) = rest.iter().position(|placed| placed.token == Token::Close) else {
                        return;
                    };
                    self.at += close + 1;
                }
                _ => return,
            }
        }
    }
}
