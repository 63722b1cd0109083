/** The product mark: two lines that merge and leave the envelope. Its orange is the only colour that is not Fluent's. */
export const MARK_COLOR = '#D9480F';

export function Mark({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect x="1" y="5" width="30" height="24" rx="6" fill={MARK_COLOR} />
      <path
        d="M6.5 24.5 16 16.5l9.5 8M16 16.5V3.6"
        fill="none"
        stroke="#fff"
        strokeWidth="2.6"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <path d="M11.4 8.6 16 3.6l4.6 5" fill="none" stroke="#fff" strokeWidth="2.6" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}
