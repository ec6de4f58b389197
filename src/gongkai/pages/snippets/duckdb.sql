-- 各单位各年的支出预算总额：Parquet 中金额是精确小数
SELECT unit_id, name, fiscal_year, amount
FROM 'parquet/indicators.parquet' JOIN 'parquet/units.parquet' USING (unit_id)
WHERE indicator = 'total_expenditure' AND stage = 'budget' AND rank = 1
ORDER BY unit_id, fiscal_year;

-- 所有公开的“三公”经费表拼成一张：一律读作文本，再把金额转成精确小数
SELECT unit_id, fiscal_year, item, CAST(total AS DECIMAL(38, 8)) AS total
FROM read_csv('gongkai/*/*/three_public.csv', all_varchar = true, union_by_name = true)
WHERE measure = 'budget' AND item IS NOT NULL
ORDER BY unit_id, fiscal_year, item;
