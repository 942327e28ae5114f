import type { DiagnosticsFile, DiagnosticsPart } from '../schema/diagnostics.ts'
import type { Download } from './transfers.ts'

/** All that helps to find out what is wrong, in one zip, with secrets taken out. It is made also while nothing runs. */
export interface DiagnosticsService {
  /** What would be in it now. */
  contents(): Promise<DiagnosticsPart[]>
  /** The zip, made when it is read. */
  download(): Download
  /** Writes the zip to a file of this computer's, which must not be there. */
  write(file: string, signal: AbortSignal): Promise<DiagnosticsFile>
}
