-- 各单位各年的支出预算总额：每个核心指标有一个视图
SELECT unit_id, name, fiscal_year, amount
FROM indicator_total_expenditure
WHERE stage = 'budget';

-- 所有公开的“三公”经费表
SELECT unit_id, fiscal_year, item, total
FROM three_public
WHERE measure = 'budget' AND item IS NOT NULL
ORDER BY unit_id, fiscal_year, item;

-- 全文检索，三个字以上：哪些文字提到“机关运行经费”
SELECT unit_id, fiscal_year, stage, resource, row_id
FROM search
WHERE search MATCH '"机关运行经费"'
ORDER BY unit_id, fiscal_year, stage, resource, row_id;
