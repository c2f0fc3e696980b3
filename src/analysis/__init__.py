"""ducha (督查): school-inspection workbooks in, tidy tables and defensible reports out."""
